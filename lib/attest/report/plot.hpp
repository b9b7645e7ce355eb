#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/number/matrix.hpp"
#include "attest/number/rational.hpp"

namespace attest::report {

/// Plots as standalone SVG: drawn from numbers that somebody else has proved, counted or measured.  A coordinate is the
/// nearest double, rounded to a tenth of a pixel; nothing is decided by one.
///
/// Guarantee  Equal input gives equal bytes, whatever the locale.  Every text is escaped (escaped.hpp).  No script, no
/// link, no font, no style sheet: colours are attributes, which the style of a page
///            overrules by class (page_style).  640 units wide, all text of 13 units or more, a viewBox, role="img",
///            <title> and <desc>.
/// Laws       property-tests/report/plot.cpp

/// `binary` is a logarithmic axis with ticks at powers of two.
enum class AxisScale { linear, logarithmic, binary };

/// What stands along an axis, and from where to where: from the data, widened to whole ticks, where no ends are given.
struct Axis {
  std::string label;
  std::string unit{};  ///< in brackets behind the label; may be empty
  AxisScale scale = AxisScale::linear;
  std::optional<double> low{}, high{};
  bool whole = false;  ///< ticks at whole numbers only
  /// Of a linear y axis: what stands at 0, 1, 2, ..., downward; the axis has these and no other ticks, and the series
  /// at one of them are set a little apart.
  std::vector<std::string> names{};
};

struct Point {
  double x = 0, y = 0;
};

/// Points joined, or marks alone, or the area between `points` and `other`, which has the same x.
enum class Shape { line, marks, band };

/// `style` chooses colour, dash and mark together, so that curves differ in grey too; what belongs together (a band and
/// the curve in it) takes one.  Without a name: not in the legend.
struct Series {
  std::string name;
  Shape shape = Shape::line;
  std::vector<Point> points;
  std::vector<Point> other{};  ///< of a band, its other edge
  std::size_t style = 0;       ///< modulo `styles`
  bool stepped = false;        ///< a value holds back to the point before it
  bool dashed = false;         ///< of a line: the dashes of its style; otherwise solid
  std::size_t mark_every = 0;  ///< of a line: a mark at so many points; 0: none
  bool hollow = false;         ///< marks that do not hide what is below them
};
inline constexpr std::size_t styles = 7;

/// A straight line across at one value of y, its label beside the axes.
struct Reference {
  double at = 0;
  std::string label;
};

struct Plot {
  std::string title;
  std::string description{};  ///< read out in place of the picture
  Axis x, y;
  std::vector<Series> series{};
  std::vector<Reference> references{};
};

/// A picture, and what of the data it could not show: one line each, with series, point and reason.
struct Drawing {
  std::string svg;
  std::vector<std::string> skipped{};
};

/// Axes with ticks, a legend below them where it covers nothing.  A point that is not finite or beyond 1e200, not
/// positive (below 1e-200) on a logarithmic axis, or outside the ends that were given is left out and named in
/// `skipped`; a curve is broken there.
///
/// Throws   std::invalid_argument where title or an axis label is empty, the ends of an axis are not of its scale and
///          increasing, a band's edges do not have the same x, or no point is left.
/// Cost     linear in the points.
[[nodiscard]] Drawing draw(const Plot& plot);

/// The numbers at which draw sets ticks for data between two ends, and what it writes there: at 1, 2 or 5 times a power
/// of ten on a linear axis, at powers on a logarithmic one (1, 2 and 5 times them over short ranges).  Increasing; the
/// first at most `low` and the last at least `high`, but within the ends that the axis gives; at most `most`, or 3.
/// Domain   low <= high, magnitudes at most 1e200, and at least 1e-200 where logarithmic.  Unchecked.
struct Ticks {
  std::vector<double> at;
  std::vector<std::string> text;
};
[[nodiscard]] Ticks ticks(double low, double high, const Axis& axis, std::size_t most);
inline constexpr double largest_drawn = 1e200, smallest_drawn = 1e-200;

/// A small matrix of exact numbers: a square for each entry, coloured from the least to the largest and labelled with
/// the number itself.
struct HeatMap {
  struct Cell {
    std::size_t row, col;
  };
  RationalMatrix entries;      ///< at most `most_heat_cells` rows and columns
  std::string name;            ///< above the matrix
  std::string verdict{};       ///< below it
  std::vector<Cell> marked{};  ///< framed
  bool diagonals = false;      ///< lines along the diagonals
};
inline constexpr std::size_t most_heat_cells = 12;

/// Heat maps beside one another, on one scale of colours.
/// Throws   std::invalid_argument where there is none, one is empty or too large, a cell is outside, or the title is
///          empty.
[[nodiscard]] std::string draw(const std::string& title, const std::string& description,
                               const std::vector<HeatMap>& maps);

/// A style sheet for a page that holds drawings as elements: they take the page's colours, light or dark.
[[nodiscard]] std::string_view page_style();

}  // namespace attest::report
