#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/attention/cost.hpp"
#include "attest/attention/problem.hpp"
#include "attest/number/matrix.hpp"
#include "attest/table/tables.hpp"

namespace attest::report {

/// A picture and what belongs to it.
struct Figure {
  std::string id;  ///< letters, digits and '-': a file name, an anchor
  std::string title;
  std::string caption;  ///< what is drawn, for which scope, how each number was obtained; plain text
  std::string alt;      ///< what it shows, for those who do not see it; plain text
  std::string svg;      ///< standalone; empty where `missing` says why there is none
  std::string csv;      ///< the numbers drawn, exact or rounded outward: RFC 4180, CRLF, a header of keys
  std::string missing{};
};

/// What figures are drawn from besides the library itself.
struct FigureInputs {
  std::vector<table::Head> heads{};  ///< of score-ranges; none: the figure is missing
  attention::Scale scale = attention::Scale::inverse_sqrt();
  attention::Rates rates{};  ///< of crossover
  /// Where the rates come from, as the caption says it: `measured on this machine`.
  std::string rates_source = "of a 2020s server core, not of this machine";
  std::string matrix_name = "[[a,b,c],[b,a,b],[c,b,a]], a=1, b=1/2, c=-1/2";
  std::optional<RationalMatrix>
      matrix{};  ///< of heat-map, at most 12 x 12 and square; none: the one that matrix_name says
};

/// A figure that can be made.
struct FigureTitle {
  std::string id, title;
};
/// All figures, in the order in which they are shown; nothing is computed.
[[nodiscard]] const std::vector<FigureTitle>& figure_titles();

/// Asked before each figure: `done` of `all` are made, `next` is to come.  False ends the work; what was made is kept.
using Progress = std::function<bool(const FigureTitle& next, std::size_t done, std::size_t all)>;

/// Every figure, or those before `progress` said no.
/// Throws   std::domain_error, std::invalid_argument where a head or the matrix is not what its table allows.
/// Cost     a few seconds of one thread; the scores of each head, n m d operations.
/// Laws     property-tests/report/figures.cpp
[[nodiscard]] std::vector<Figure> figures(const FigureInputs& inputs, const Progress& progress = {});

/// One of them; std::invalid_argument where no figure has this id.
[[nodiscard]] Figure figure(std::string_view id, const FigureInputs& inputs);

}  // namespace attest::report
