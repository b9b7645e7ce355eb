#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/number/text.hpp"
#include "attest/report/svg.hpp"

namespace attest::report {
namespace {

constexpr double margin = 12, between = 28;

void require_drawable(const HeatMap& m) {
  const std::size_t rows = m.entries.rows(), cols = m.entries.cols();
  if (rows == 0 || cols == 0 || rows > most_heat_cells || cols > most_heat_cells)
    throw std::invalid_argument("heat map: '" + m.name + "' is " + std::to_string(rows) + " x " + std::to_string(cols) +
                                "; 1 to " + std::to_string(most_heat_cells) + " rows and columns are allowed");
  for (const auto& c : m.marked)
    if (c.row >= rows || c.col >= cols)
      throw std::invalid_argument("heat map: '" + m.name + "' has no entry (" + std::to_string(c.row) + ", " +
                                  std::to_string(c.col) + ")");
}

struct Scale {
  Rational least, largest;
  /// 0 for the least entry, 1 for the largest.
  [[nodiscard]] double share(const Rational& x) const {
    return least == largest ? 0 : ((x - least) / (largest - least)).nearest_double();
  }
};

Scale scale_of(const std::vector<HeatMap>& maps) {
  Scale s{maps.front().entries.get(0, 0), maps.front().entries.get(0, 0)};
  for (const auto& m : maps)
    for (std::size_t i = 0; i < m.entries.rows(); ++i)
      for (std::size_t j = 0; j < m.entries.cols(); ++j) {
        s.least = min(s.least, m.entries.get(i, j));
        s.largest = max(s.largest, m.entries.get(i, j));
      }
  return s;
}

/// From near white to the first colour of the palette, darker in grey too.
std::string shade(double share) {
  constexpr std::array<double, 3> light{0xf4, 0xf4, 0xec}, dark{0x00, 0x60, 0x9c};
  std::string s = "#";
  for (std::size_t c = 0; c < light.size(); ++c) {
    const auto level = static_cast<std::size_t>(std::lround(light[c] + (dark[c] - light[c]) * share));
    s += "0123456789abcdef"[level / 16];
    s += "0123456789abcdef"[level % 16];
  }
  return s;
}

double cell_size(const std::vector<HeatMap>& maps) {
  constexpr double usual = 76, padding = 14;
  double size = usual;
  std::size_t most = 1;
  for (const auto& m : maps) {
    most = std::max(most, m.entries.cols());
    for (std::size_t i = 0; i < m.entries.rows(); ++i)
      for (std::size_t j = 0; j < m.entries.cols(); ++j)
        size = std::max(size, text_width(to_text(m.entries.get(i, j)), text_size) + padding);
  }
  return std::min(size, (picture_width - 2 * margin) / static_cast<double>(most));
}

std::string box(double x, double y, double w, double h) {
  return "x=\"" + length_text(x) + "\" y=\"" + length_text(y) + "\" width=\"" + length_text(w) + "\" height=\"" +
         length_text(h) + "\"";
}

/// One matrix with its left upper corner at (x, y).
void cells(Svg& svg, const HeatMap& m, const Scale& scale, double x, double y, double cell) {
  const std::size_t rows = m.entries.rows(), cols = m.entries.cols();
  const auto at = [&](std::size_t i, double from) { return from + cell * static_cast<double>(i); };
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j)
      svg.element("rect", "class=\"cell\" fill=\"" + shade(scale.share(m.entries.get(i, j))) +
                              "\" stroke=\"#777777\" " + box(at(j, x), at(i, y), cell, cell));
  if (m.diagonals)
    for (std::size_t i = 0; i + 1 < rows; ++i)
      for (std::size_t j = 0; j + 1 < cols; ++j) {
        // From the lower right of one label to the upper left of the next, light around dark.
        const double cx = at(j + 1, x), cy = at(i + 1, y), reach = cell / 5;
        const std::string ends = " x1=\"" + length_text(cx - reach) + "\" y1=\"" + length_text(cy - reach) +
                                 "\" x2=\"" + length_text(cx + reach) + "\" y2=\"" + length_text(cy + reach) + "\"";
        svg.element("line", "stroke=\"#ffffff\" stroke-width=\"5\"" + ends);
        svg.element("line", "class=\"diagonal\" stroke=\"#222222\" stroke-width=\"2\"" + ends);
      }
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) {
      const bool dark = scale.share(m.entries.get(i, j)) > 0.55;
      constexpr double padding = 6;
      svg.element_with_text("text",
                            std::string("class=\"entry\" fill=\"") + (dark ? "#ffffff" : "#111111") + "\" x=\"" +
                                length_text(at(j, x) + cell / 2) + "\" y=\"" + length_text(at(i, y) + cell / 2 + 5) +
                                "\" font-size=\"" + length_text(text_size) + "\" text-anchor=\"middle\"",
                            fitted(to_text(m.entries.get(i, j)), text_size, cell - padding));
    }
  for (const auto& c : m.marked)
    svg.element("rect", "class=\"marked\" fill=\"none\" stroke=\"#d55e00\" stroke-width=\"4\" " +
                            box(at(c.col, x) + 2, at(c.row, y) + 2, cell - 4, cell - 4));
}

}  // namespace

std::string draw(const std::string& title, const std::string& description, const std::vector<HeatMap>& maps) {
  if (maps.empty()) throw std::invalid_argument("heat map: no matrix is given");
  for (const auto& m : maps) require_drawable(m);
  Svg svg(title, description);
  const Scale scale = scale_of(maps);
  const double cell = cell_size(maps), whole = picture_width - 2 * margin;
  // Side by side as long as they fit, each with half the picture at least for its words.
  double x = margin, y = svg.below_title() + 10, bottom = y, names = 0;
  const auto width_of = [&](const HeatMap& m) {
    return std::max(cell * static_cast<double>(m.entries.cols()), (whole - between) / 2);
  };
  for (const auto& m : maps)
    names = std::max(names, line_height * static_cast<double>(wrapped(m.name, label_size, width_of(m)).size()));
  for (const auto& m : maps) {
    const double width = width_of(m);
    if (x > margin && x + width > picture_width - margin + 0.5) {
      x = margin;
      y = bottom + between;
    }
    double at = y;
    for (const auto& line : wrapped(m.name, label_size, width))
      svg.text(x, at += line_height, line, Anchor::start, label_size, " font-weight=\"bold\"");
    at = y + names + 10;
    cells(svg, m, scale, x, at, cell);
    at += cell * static_cast<double>(m.entries.rows()) + 6;
    if (!m.verdict.empty())
      for (const auto& line : wrapped(m.verdict, text_size, width)) svg.text(x, at += line_height, line, Anchor::start);
    bottom = std::max(bottom, at);
    x += width + between;
  }
  return svg.finish(bottom + margin + 4);
}

}  // namespace attest::report
