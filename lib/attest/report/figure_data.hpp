#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/report/figures.hpp"
#include "attest/report/plot.hpp"
#include "attest/table/sheet.hpp"

namespace attest::report {

/// The rows of a figure: what its curves are drawn from, and what its CSV holds.  For the figures' own sources.
class FigureData {
 public:
  explicit FigureData(std::vector<table::Column> columns) : columns_(std::move(columns)) {}
  /// The columns of a sheet, and its rows; a few of them where `most` is given.
  explicit FigureData(const table::Sheet& sheet);

  void add(table::Row row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] const std::vector<table::Row>& rows() const { return rows_; }
  [[nodiscard]] std::vector<table::Column>& columns() { return columns_; }
  /// Throws std::logic_error where there is no such column.
  [[nodiscard]] std::size_t column(std::string_view key) const;
  [[nodiscard]] const table::Cell& cell(const table::Row& row, std::string_view key) const { return row[column(key)]; }

  enum class End { lower, upper };
  using Keep = std::function<bool(const table::Row&)>;
  /// A point for each row that is kept and has both numbers; of an enclosure one end is taken.
  [[nodiscard]] std::vector<Point> points(std::string_view x, std::string_view y, const Keep& keep,
                                          End end = End::upper) const;
  [[nodiscard]] std::string csv(const std::string& name) const;

 private:
  std::vector<table::Column> columns_;
  std::vector<table::Row> rows_;
};

/// The double nearest to a cell's number (to an end of it); nothing where it has none.
[[nodiscard]] std::optional<double> number_in(const table::Cell& cell, FigureData::End end);
/// A column of enclosures of which both ends are written.
[[nodiscard]] table::Column both_ends(std::string key, int digits);

/// Caption, alternative text, drawing and data of one figure; what the drawing left out is said in the caption.
[[nodiscard]] Figure figure_of(const FigureTitle& title, std::string caption, std::string alt, const Plot& plot,
                               const FigureData& data);

/// One source each, listed in figures.cpp.
[[nodiscard]] Figure degree_against_width(const FigureTitle& title, const FigureInputs& inputs);
[[nodiscard]] Figure degree_against_accuracy(const FigureTitle& title, const FigureInputs& inputs);
[[nodiscard]] Figure error_against_degree(const FigureTitle& title, const FigureInputs& inputs);
[[nodiscard]] Figure growth_of_counts(const FigureTitle& title, const FigureInputs& inputs);
[[nodiscard]] Figure crossover_against_dimension(const FigureTitle& title, const FigureInputs& inputs);
[[nodiscard]] Figure scores_of_heads(const FigureTitle& title, const FigureInputs& inputs);
[[nodiscard]] Figure toeplitz_beside_circulant(const FigureTitle& title, const FigureInputs& inputs);

}  // namespace attest::report
