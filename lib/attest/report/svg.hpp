#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "attest/report/plot.hpp"

namespace attest::report {

/// What drawings are made of: the elements of SVG that they need, written one after the other.  For plot.cpp and
/// heat_map.cpp.

inline constexpr double picture_width = 640, title_size = 17, label_size = 15, text_size = 14, line_height = 20;

/// A colour of Okabe and Ito's that eyes of every kind tell apart, the dashes and the mark that go with it.  Orange and
/// sky blue are darker than theirs: each stands out from white at least 3 to 1.
struct Style {
  std::string_view colour, dashes;
};
inline constexpr std::array<Style, styles> palette{{{"#0072b2", "9 4"},
                                                    {"#d55e00", "3 3"},
                                                    {"#009e73", "12 3 3 3"},
                                                    {"#cc79a7", "6 3"},
                                                    {"#bd8200", "15 4"},
                                                    {"#3a97cd", "4 3"},
                                                    {"#222222", "8 3 2 3 2 3"}}};

/// A length in tenths of a unit: `12.3`, `-0.5`, `7`.
[[nodiscard]] std::string length_text(double x);
/// How wide a text of a sans-serif font is at most, about: 0.6 of its size a letter.
[[nodiscard]] double text_width(std::string_view text, double size);
/// Lines no wider than that where words allow; at least one.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, double size, double width);
/// The text, or as much of it as fits and an ellipsis.
[[nodiscard]] std::string fitted(const std::string& text, double size, double width);

enum class Anchor { start, middle, end };

class Svg {
 public:
  /// Title at the top, in as many lines as it takes.
  Svg(const std::string& title, const std::string& description);
  [[nodiscard]] double below_title() const { return below_title_; }

  void text(double x, double y, std::string_view words, Anchor anchor, double size = text_size,
            std::string_view more = "");
  /// A line of ink.
  void rule(double x1, double y1, double x2, double y2, std::string_view more);
  void element(std::string_view name, std::string_view attributes);
  void element_with_text(std::string_view name, std::string_view attributes, std::string_view words);
  /// The whole, so many units high.
  [[nodiscard]] std::string finish(double height) const;

 private:
  std::string title_, description_, body_;
  double below_title_ = 0;
};

}  // namespace attest::report
