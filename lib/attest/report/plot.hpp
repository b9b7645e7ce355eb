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
/// Guarantee  Equal input gives equal bytes, whatever the locale.  Every text is escaped; control characters become
///            spaces.  No script, no link, no font, no style sheet: colours are attributes, which the style of a page
///            overrules by class (page_style).  640 units wide, all text of 13 units or more, a viewBox, role="img",
///            <title> and <desc>.
/// Laws       property-tests/report/plot.cpp

enum class AxisScale { linear, logarithmic };

/// What stands along an axis, and from where to where: from the data, widened to whole ticks, where no ends are given.
struct Axis {
  std::string label;
  std::string unit{};  ///< in brackets behind the label; may be empty
  AxisScale scale = AxisScale::linear;
  std::optional<double> low{}, high{};
  bool whole = false;  ///< ticks at whole numbers only
};

struct Point {
  double x = 0, y = 0;
};

/// How points become a drawing: joined; a step function, each value up to the next x; marks alone; the area between
/// `points` and `other`, which has the same x.
enum class Shape { line, steps, points, band };

/// `style` chooses colour, dash and mark together, so that curves differ in grey too; series of one style belong
/// together (a band and the curve in it).  A band takes no dash.  Without a name: not in the legend.
struct Series {
  std::string name;
  Shape shape = Shape::line;
  std::vector<Point> points;
  std::vector<Point> other{};  ///< of a band, its other edge
  std::size_t style = 0;       ///< modulo `styles`
  bool marked = false;         ///< a mark at each point, of a line too
};
inline constexpr std::size_t styles = 7;

/// A straight line across at one value of y (or of x), with its label beside it.
struct Reference {
  double at = 0;
  std::string label;
  bool vertical = false;
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

/// Axes with ticks at 1, 2, 5 times powers of ten (powers of ten on a logarithmic axis), the series, the legend below
/// the axes where it covers nothing.  A point that is not finite, not positive on a logarithmic axis, or outside the
/// ends that were given is left out and named in `skipped`; a line is broken there.
///
/// Throws   std::invalid_argument where title or an axis label is empty, the ends of an axis are not finite,
///          increasing and, on a logarithmic one, positive, or a band's edges do not have the same x.
/// Cost     linear in the points.
[[nodiscard]] Drawing draw(const Plot& plot);

/// The numbers at which draw sets ticks between two ends, and what it writes there: increasing, the first at most
/// `low`, the last at least `high` unless the ends are `given`; at most `most` of them.
struct Ticks {
  std::vector<double> at;
  std::vector<std::string> text;
};
[[nodiscard]] Ticks ticks(double low, double high, const Axis& axis, std::size_t most);

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
  bool cyclic = false;         ///< and along those that go round
};
inline constexpr std::size_t most_heat_cells = 12;

/// Heat maps beside one another, on one scale of colours.
/// Throws   std::invalid_argument where there is none, one is empty or too large, a cell is outside, or the title is
///          empty.
[[nodiscard]] std::string draw(const std::string& title, const std::string& description,
                               const std::vector<HeatMap>& maps);

/// A style sheet for a page that holds drawings as elements: they take the page's colours, light or dark.
[[nodiscard]] std::string_view page_style();

/// Text as XML holds it, in elements and attributes.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace attest::report
