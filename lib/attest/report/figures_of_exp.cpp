// The figures on polynomials near exp: degrees and errors.
#include <algorithm>
#include <array>
#include <cmath>

#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/error.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/report/figure_data.hpp"

namespace attest::report {
namespace {

using expoly::ErrorKind;
using polynomial::Interval;
using table::Cell;
using table::Enclosure;
using table::Missing;
using table::Row;

const Precision bits(160);

Interval symmetric(const Rational& B) { return {-B, B}; }
Enclosure enclosure(const Ball& x) { return {x.lower(), x.upper()}; }
Rational power_of_ten(long e) { return pow(Rational(10), e); }

/// A number certified from both sides: exact where they meet.
Cell between(std::size_t low, std::size_t high) {
  if (low == high) return Integer(low);
  return Enclosure{Rational(Integer(low)), Rational(Integer(high))};
}

/// What the closed forms alone say of the least degree in relative error.
Cell sandwich_degrees(const Interval& I, const Rational& eps) {
  const expoly::RelativeSandwich s(I, eps / Rational(2), bits);
  const Ball target(eps, bits);
  std::size_t low = 0;
  for (std::size_t g = s.first(); g <= s.last(); ++g) {
    if (certainly(less(target, s.lower(g)))) low = g + 1;
    if (certainly(less_equal(s.upper(g), target))) return between(low, g);
  }
  return Missing{"the upper side does not reach eps"};
}

std::vector<table::Column> degree_columns() {
  return {{"b", {}},
          {"eps", {}},
          both_ends("degree", 12),
          both_ends("sandwich", 12),
          {"paper", {}},
          {"formula", {}, "", table::Show::above, 6},
          {"taylor", {}},
          table::words("certified_by", {})};
}

template <class T>
Cell whole(const std::optional<T>& x, const char* why) {
  if (x) return Integer(*x);
  return Missing{why};
}

Row degree_row(const Rational& B, const Rational& eps) {
  const Interval I = symmetric(B);
  const auto d = expoly::bracket_degree(I, eps, ErrorKind::relative);
  const auto routes = expoly::degree_routes(I, eps, ErrorKind::relative);
  Cell formula = Missing{"the formula needs L above 2B"};
  if (routes.formula) formula = enclosure(*routes.formula);
  return {B,
          eps,
          between(d.at_least(), d.upper.degree),
          sandwich_degrees(I, eps),
          whole(routes.paper, "the route does not apply"),
          formula,
          whole(routes.taylor, "the route does not apply"),
          table::Text{(d.lower ? d.lower->route + " below, " : "") + d.upper.route + " above"}};
}

/// Three series for one value of the parameter, of one style; the band apart, so that the legend keeps its columns.
void add_degree_series(Plot& plot, std::vector<Series>& bands, const FigureData& data, const char* x,
                       const std::string& name, std::size_t style, const FigureData::Keep& keep) {
  constexpr std::size_t every = 8;
  Series least{name + ": least", Shape::line, data.points(x, "degree", keep), {}, style, true};
  least.mark_every = every;
  Series formula{"papers' formula", Shape::marks, data.points(x, "formula", keep), {}, style};
  formula.hollow = true;
  plot.series.push_back(std::move(least));
  plot.series.push_back({"papers' route", Shape::line, data.points(x, "paper", keep), {}, style, true, true});
  plot.series.push_back(std::move(formula));
  bands.push_back({bands.empty() ? "sandwich" : "", Shape::band, data.points(x, "sandwich", keep),
                   data.points(x, "sandwich", keep, FigureData::End::lower), style, true});
}

/// The formula has a pole at L = 2B: what is far above every degree is not drawn.
double highest_drawn(const FigureData& data) {
  double most = 0;
  for (const auto& row : data.rows())
    most = std::max(most, number_in(data.cell(row, "paper"), FigureData::End::upper).value_or(0));
  constexpr double ten = 10;
  return ten * std::ceil(1.1 * most / ten);
}

const char* const degree_caption =
    "Steps, marked at every eighth point: the least degree of a polynomial within relative error eps of exp on [-B, "
    "B], certified at every point "
    "from "
    "both sides (below by a lower bound that every polynomial obeys, above by a polynomial with a certified error). "
    "Shaded: what the closed forms alone, the sandwich in Bessel's J, leave open. Dashed: the degree that the papers' "
    "route certifies, "
    "absolute "
    "error on [0, 2B] first. Hollow marks: the papers' formula max(L/ln(L/2B), 2B), L = ln(1/eps), with constant 1, "
    "defined "
    "for "
    "L > 2B; it promises nothing.";

}  // namespace

Figure degree_against_width(const FigureTitle& title, const FigureInputs&) {
  constexpr long most_halves = 64;
  const std::array<long, 3> digits{3, 6, 12};
  FigureData data(degree_columns());
  for (const long e : digits)
    for (long halves = 1; halves <= most_halves; ++halves)
      data.add(degree_row(Rational(halves) / Rational(2), power_of_ten(-e)));
  Plot plot{"", "", {"half-width B of the interval"}, {"degree"}};
  plot.x.low = 0;
  plot.x.high = Rational(most_halves, 2).nearest_double();
  plot.y.low = 0;
  plot.y.high = highest_drawn(data);
  std::vector<Series> bands;
  for (std::size_t i = 0; i < digits.size(); ++i)
    add_degree_series(plot, bands, data, "b", "eps 1e-" + std::to_string(digits[i]), i,
                      [&, eps = power_of_ten(-digits[i])](const Row& r) { return std::get<Rational>(r[1]) == eps; });
  plot.series.insert(plot.series.end(), bands.begin(), bands.end());
  return figure_of(
      title,
      std::string(degree_caption) +
          " At B = 1/2, 1, ..., 32; a step is drawn at the least B computed that needs the degree.",
      "Step curves of the least degree against B from 1/2 to 32 for eps = 1e-3, 1e-6 and 1e-12, all growing "
      "with B; the papers' route lies above each, the more the larger B is, and the papers' formula leaves "
      "the picture where 2B nears ln(1/eps).",
      plot, data);
}

Figure degree_against_accuracy(const FigureTitle& title, const FigureInputs&) {
  constexpr long most_digits = 40;
  const std::array<long, 3> widths{1, 4, 16};
  FigureData data(degree_columns());
  data.columns().push_back({"digits", {}});
  for (const long B : widths)
    for (long e = 1; e <= most_digits; ++e) {
      Row row = degree_row(Rational(B), power_of_ten(-e));
      row.emplace_back(Integer(e));
      data.add(std::move(row));
    }
  Plot plot{"", "", {"digits k of eps = 10^-k"}, {"degree"}};
  plot.x.low = 0;
  plot.x.whole = true;
  plot.y.low = 0;
  plot.y.high = highest_drawn(data);
  std::vector<Series> bands;
  for (std::size_t i = 0; i < widths.size(); ++i)
    add_degree_series(plot, bands, data, "digits", "B = " + std::to_string(widths[i]), i,
                      [&, B = Rational(widths[i])](const Row& r) { return std::get<Rational>(r[0]) == B; });
  plot.series.insert(plot.series.end(), bands.begin(), bands.end());
  return figure_of(
      title, std::string(degree_caption) + " At eps = 1e-1, 1e-2, ..., 1e-40.",
      "Step curves of the least degree against the digits of eps, 1 to 40, for B = 1, 4 and 16, each almost "
      "a straight line; the papers' route lies above each by a nearly constant number of degrees.",
      plot, data);
}

// --- error ----------------------------------------------------------------------------------------------------------

namespace {

const Rational& error_floor() {
  static const Rational floor = power_of_ten(-20);
  return floor;
}

Cell certified(const Outcome<expoly::CertifiedError>& error) {
  if (error.decided()) return Enclosure{error.value().lower, error.value().upper};
  return Missing{error.why().text, true};
}

void add_errors(FigureData& data, const Rational& B, std::size_t most_degree) {
  const Interval I = symmetric(B);
  const expoly::BesselSandwich best(I, error_floor(), bits);
  const Rational width(1, 1000);
  constexpr long coefficient_bits = 200;
  for (std::size_t g = 0; g <= most_degree; g += 2) {
    Cell least = Missing{"below 1e-20"};
    if (g < best.degrees() && certainly(less_equal(Ball(error_floor(), bits), best.lower(g))))
      least = Enclosure{best.lower(g).lower(), best.upper(g).upper()};
    const auto error = [&](const polynomial::Polynomial& p) {
      const Cell found = certified(expoly::certify_error(p, I, ErrorKind::absolute, width, {}));
      const auto* e = std::get_if<Enclosure>(&found);
      return e != nullptr && e->lower < error_floor() ? Cell(Missing{"below 1e-20"}) : found;
    };
    data.add({B, Integer(g), least, error(expoly::taylor(g)),
              error(expoly::chebyshev_truncation(I, g, coefficient_bits).p)});
  }
}

}  // namespace

Figure error_against_degree(const FigureTitle& title, const FigureInputs&) {
  constexpr std::size_t most_degree = 48;
  const std::array<long, 3> widths{1, 4, 16};
  FigureData data(
      {{"b", {}}, {"degree", {}}, both_ends("least", 5), both_ends("taylor", 5), both_ends("chebyshev", 5)});
  for (const long B : widths) add_errors(data, Rational(B), most_degree);
  Plot plot{"", "", {"degree"}, {"largest absolute error on [-B, B]", "", AxisScale::logarithmic}};
  plot.x.low = 0;
  plot.x.whole = true;
  plot.y.whole = true;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto keep = [&, B = Rational(widths[i])](const Row& r) { return std::get<Rational>(r[0]) == B; };
    const auto least = data.points("degree", "least", keep);
    plot.series.push_back({"", Shape::band, least, data.points("degree", "least", keep, FigureData::End::lower), i});
    plot.series.push_back({"B = " + std::to_string(widths[i]) + ": least", Shape::line, least, {}, i});
    Series chebyshev{"Chebyshev", Shape::marks, data.points("degree", "chebyshev", keep), {}, i};
    chebyshev.hollow = true;
    plot.series.push_back(std::move(chebyshev));
    plot.series.push_back({"Taylor", Shape::line, data.points("degree", "taylor", keep), {}, i, false, true});
  }
  return figure_of(
      title,
      "Solid: the least absolute error of a polynomial of this degree on [-B, B], certified from both sides by the "
      "Bessel sandwich; its upper side is drawn, shaded down to the lower one, which is too near to be seen at most "
      "degrees. Marks and dashed: certified upper ends (within 1/1000 of the "
      "lower ones) of the error of exp's Chebyshev series cut after this degree, and of Taylor's "
      "polynomial. Even degrees; errors below 1e-20 are left out.",
      "Errors on a logarithmic axis against the degree, 0 to 48, for B = 1, 4 and 16. For each B the "
      "Chebyshev marks lie on the curve of the least error; Taylor's curve lies above and falls later.",
      plot, data);
}

}  // namespace attest::report
