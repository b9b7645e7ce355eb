#include "attest/report/plot.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/number/text.hpp"
#include "attest/report/svg.hpp"
#include "attest/table/sheet.hpp"

namespace attest::report {
namespace {

constexpr double area_height = 300, name_height = 56, margin = 12, tick_length = 5;

double along(const Axis& axis, double value) { return axis.scale == AxisScale::linear ? value : std::log2(value); }

/// Why a number has no place on the axis; nothing where it has one.
std::string no_place(const Axis& axis, double value) {
  if (!std::isfinite(value)) return "not finite";
  if (std::fabs(value) > largest_drawn) return "too large to be drawn";
  if (axis.scale != AxisScale::linear && value < smallest_drawn)
    return value > 0 ? "too small to be drawn" : "not positive, which a logarithmic axis needs";
  if ((axis.low && value < *axis.low) || (axis.high && value > *axis.high)) return "outside the axis";
  return {};
}

void require_ends(const Axis& axis, const char* which) {
  const std::string name = std::string("plot: ") + which + " axis";
  if (axis.label.empty()) throw std::invalid_argument(name + ": its label is empty");
  for (const auto& end : {axis.low, axis.high})
    if (end && !no_place({axis.label, "", axis.scale}, *end).empty())
      throw std::invalid_argument(name + ": an end is " + no_place({axis.label, "", axis.scale}, *end));
  if (axis.low && axis.high && !(*axis.low < *axis.high))
    throw std::invalid_argument(name + ": its ends do not increase");
}

std::string number_text(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? "nan" : (x < 0 ? "-infinity" : "infinity");
  constexpr int digits = 6;
  return table::rounded_text(Rational::exact(x), digits, Direction::nearest);
}

/// A series without the points that cannot be drawn, in the pieces that they leave.
struct Drawn {
  const Series* series;
  std::vector<std::vector<Point>> points, other;
};

Drawn drawn(const Series& s, const Plot& plot, std::vector<std::string>& skipped) {
  if (s.shape == Shape::band) {
    const auto same = [](const Point& a, const Point& b) { return a.x == b.x; };
    if (!std::equal(s.points.begin(), s.points.end(), s.other.begin(), s.other.end(), same))
      throw std::invalid_argument("plot: the edges of band '" + s.name + "' do not have the same x");
  }
  Drawn d{&s, {}, {}};
  bool open = false;
  for (std::size_t i = 0; i < s.points.size(); ++i) {
    const Point& p = s.points[i];
    std::string why = no_place(plot.x, p.x);
    if (why.empty()) why = no_place(plot.y, p.y);
    if (why.empty() && s.shape == Shape::band) why = no_place(plot.y, s.other[i].y);
    if (!why.empty()) {
      skipped.push_back(s.name + " at (" + number_text(p.x) + ", " + number_text(p.y) + "), " + why);
      open = false;
      continue;
    }
    if (!open) d.points.emplace_back(), d.other.emplace_back();
    open = true;
    d.points.back().push_back(p);
    if (s.shape == Shape::band) d.other.back().push_back(s.other[i]);
  }
  return d;
}

/// The least and the largest number on an axis.
struct Range {
  double low = INFINITY, high = -INFINITY;
  void take(double x) {
    low = std::min(low, x);
    high = std::max(high, x);
  }
};

/// An axis with its ticks, from one place of the picture to another.
class Ruler {
 public:
  Ruler(const Axis& axis, Range range, std::size_t most) : axis_(axis) {
    if (!axis.names.empty()) {
      low_ = static_cast<double>(axis.names.size()) - 0.5;
      high_ = -0.5;
      for (std::size_t i = 0; i < axis.names.size(); ++i) {
        constexpr double widest = 170;
        ticks_.at.push_back(static_cast<double>(i));
        ticks_.text.push_back(fitted(axis.names[i], text_size, widest));
      }
      return;
    }
    ticks_ = ticks(axis.low.value_or(range.low), axis.high.value_or(range.high), axis, most);
    low_ = along(axis, axis.low.value_or(ticks_.at.front()));
    high_ = along(axis, axis.high.value_or(ticks_.at.back()));
  }
  void place(double from, double to) { from_ = from, to_ = to; }
  [[nodiscard]] double at(double value) const {
    return from_ + (to_ - from_) * ((along(axis_, value) - low_) / (high_ - low_));
  }
  [[nodiscard]] const Ticks& marks() const { return ticks_; }
  [[nodiscard]] double widest_text() const {
    double w = 0;
    for (const auto& t : ticks_.text) w = std::max(w, text_width(t, text_size));
    return w;
  }
  /// Do the texts stand apart, side by side?
  [[nodiscard]] bool apart() const {
    constexpr double gap = 8;
    for (std::size_t i = 1; i < ticks_.at.size(); ++i) {
      const double needed = (text_width(ticks_.text[i - 1], text_size) + text_width(ticks_.text[i], text_size)) / 2;
      if (at(ticks_.at[i]) - at(ticks_.at[i - 1]) < needed + gap) return false;
    }
    return true;
  }

 private:
  const Axis& axis_;
  Ticks ticks_;
  double low_ = 0, high_ = 1, from_ = 0, to_ = 1;
};

struct Spot {
  double x, y;
};
std::string spot_text(const Spot& p) { return length_text(p.x) + " " + length_text(p.y); }

std::string joined(const std::vector<Spot>& spots, const char* first) {
  std::string d;
  for (std::size_t i = 0; i < spots.size(); ++i) d += (i == 0 ? first : "L") + spot_text(spots[i]);
  return d;
}

/// The outline of a mark around a spot.
std::string mark_path(std::size_t style, const Spot& p) {
  static const std::array<const char*, styles> outlines{"m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
                                                        "m-3.2 -3.2h6.4v6.4h-6.4z",
                                                        "m0 -4.2l4 7.2h-8z",
                                                        "m0 -5l4 5l-4 5l-4 -5z",
                                                        "m-4 -4l8 8m-8 0l8 -8",
                                                        "m-5 0h10m-5 -5v10",
                                                        "m-4 -3h8l-4 7.2z"};
  return "M" + spot_text(p) + outlines[style];
}

std::string colour(std::size_t style, const char* what) {
  return std::string(what) + "=\"" + std::string(palette[style].colour) + "\"";
}

/// Curves are 2 wide, so that they stand out from the grid.
void curve(Svg& svg, const Series& s, const std::string& d) {
  const std::size_t style = s.style % styles;
  const std::string dashes = s.dashed ? " stroke-dasharray=\"" + std::string(palette[style].dashes) + "\"" : "";
  svg.element("path", "class=\"curve stroke" + std::to_string(style) + "\" fill=\"none\" " + colour(style, "stroke") +
                          " stroke-width=\"2\" stroke-linejoin=\"round\"" + dashes + " d=\"" + d + "\"");
}
void marks(Svg& svg, const Series& s, const std::string& d) {
  const std::size_t style = s.style % styles;
  const std::string number = std::to_string(style);
  svg.element("path", "class=\"marks stroke" + number + (s.hollow ? "" : " fill" + number) + "\" " +
                          (s.hollow ? "fill=\"none\"" : colour(style, "fill")) + " " + colour(style, "stroke") +
                          " stroke-width=\"1.5\" d=\"" + d + "\"");
}
void band(Svg& svg, const Series& s, const std::string& d) {
  const std::size_t style = s.style % styles;
  svg.element("path", "class=\"band fill" + std::to_string(style) + "\" " + colour(style, "fill") +
                          " fill-opacity=\"0.3\" d=\"" + d + "\"");
}

bool is_marked(const Series& s) { return s.shape == Shape::marks || (s.shape == Shape::line && s.mark_every > 0); }

class Picture {
 public:
  explicit Picture(const Plot& plot) : plot_(plot), svg_(plot.title, plot.description) {
    require_ends(plot.x, "x");
    require_ends(plot.y, "y");
    for (const auto& s : plot.series) drawn_.push_back(drawn(s, plot, skipped_));
    const auto [x, y] = ranges();
    layout(x, y);
  }

  Drawing finish() {
    axes();
    references();
    // Areas first, then curves, then marks: nothing is hidden.
    for (const auto shape : {Shape::band, Shape::line, Shape::marks})
      for (std::size_t i = 0; i < drawn_.size(); ++i)
        if (drawn_[i].series->shape == shape) one(drawn_[i], apart(i));
    const double bottom = legend(bottom_ + axis_height);
    return {svg_.finish(bottom + margin), skipped_};
  }

 private:
  static constexpr double axis_height = 50;  // tick texts and the label below the area

  [[nodiscard]] std::pair<Range, Range> ranges() const {
    Range x, y;
    for (const auto& d : drawn_)
      for (const auto* edge : {&d.points, &d.other})
        for (const auto& piece : *edge)
          for (const auto& p : piece) x.take(p.x), y.take(p.y);
    if (x.low > x.high) throw std::invalid_argument("plot: '" + plot_.title + "' has no point that can be drawn");
    for (const auto& r : plot_.references)
      if (no_place(plot_.y, r.at).empty()) y.take(r.at);
    return {x, y};
  }

  void layout(const Range& x, const Range& y) {
    constexpr std::size_t most_y = 8, most_x = 11;
    y_.emplace(plot_.y, y, most_y);
    double right_text = 0;
    for (const auto& r : plot_.references) right_text = std::max(right_text, text_width(beside(r), text_size) + 6);
    left_ = std::max(40.0, y_->widest_text() + tick_length + 6 + margin);
    top_ = svg_.below_title() + line_height + 18;
    bottom_ = top_ + (plot_.y.names.empty() ? area_height : name_height * static_cast<double>(plot_.y.names.size()));
    y_->place(bottom_, top_);
    for (std::size_t most = most_x; most >= 3; --most) {
      x_.emplace(plot_.x, x, most);
      right_ = picture_width - margin - std::max(right_text, text_width(x_->marks().text.back(), text_size) / 2);
      left_ = std::max(left_, text_width(x_->marks().text.front(), text_size) / 2 + 2);
      x_->place(left_, right_);
      if (x_->apart()) break;
    }
  }

  static std::string beside(const Reference& r) {
    constexpr double widest = 120;
    return fitted(r.label, text_size, widest);
  }

  static std::string axis_text(const Axis& axis) {
    return axis.label + (axis.unit.empty() ? "" : " [" + axis.unit + "]");
  }

  void axes() {
    svg_.element("rect", "class=\"area rule\" fill=\"none\" stroke=\"#222222\" x=\"" + length_text(left_) + "\" y=\"" +
                             length_text(top_) + "\" width=\"" + length_text(right_ - left_) + "\" height=\"" +
                             length_text(bottom_ - top_) + "\"");
    constexpr const char* faint = " stroke-opacity=\"0.15\"";
    for (std::size_t i = 0; i < x_->marks().at.size(); ++i) {
      const double at = x_->at(x_->marks().at[i]);
      svg_.rule(at, top_, at, bottom_, faint);
      svg_.rule(at, bottom_, at, bottom_ + tick_length, "");
      svg_.text(at, bottom_ + tick_length + text_size, x_->marks().text[i], Anchor::middle);
    }
    for (std::size_t i = 0; i < y_->marks().at.size(); ++i) {
      const double at = y_->at(y_->marks().at[i]);
      svg_.rule(left_, at, right_, at, faint);
      svg_.rule(left_ - tick_length, at, left_, at, "");
      svg_.text(left_ - tick_length - 4, at + 5, y_->marks().text[i], Anchor::end);
    }
    const std::string below = fitted(axis_text(plot_.x), label_size, picture_width - 2 * margin);
    const double half = text_width(below, label_size) / 2;
    const double middle = std::clamp((left_ + right_) / 2, margin + half, picture_width - margin - half);
    svg_.text(middle, bottom_ + axis_height - 8, below, Anchor::middle, label_size);
    svg_.text(margin, top_ - 14, fitted(axis_text(plot_.y), label_size, right_ - margin), Anchor::start, label_size);
  }

  /// Labels that would cover one another move up.
  void references() {
    std::vector<Reference> sorted = plot_.references;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    double free = bottom_ + text_size;
    for (const auto& r : sorted) {
      if (const std::string why = no_place(plot_.y, r.at); !why.empty()) {
        skipped_.push_back(r.label + " at " + number_text(r.at) + ", " + why);
        continue;
      }
      const double at = y_->at(r.at), text_at = std::min(at + 5, free);
      svg_.rule(left_, at, right_, at, " stroke-width=\"1.5\" stroke-dasharray=\"1 3\"");
      svg_.text(right_ + 6, text_at, beside(r), Anchor::start);
      free = text_at - text_size - 2;
    }
  }

  /// How far the series at one name stand apart from its middle.
  [[nodiscard]] double apart(std::size_t index) const {
    if (plot_.y.names.empty()) return 0;
    const auto all = static_cast<double>(drawn_.size());
    return (static_cast<double>(index) - (all - 1) / 2) * 0.8 / all;
  }

  [[nodiscard]] std::vector<Spot> spots(const std::vector<Point>& points, double shift, bool stepped) const {
    std::vector<Spot> result;
    for (const auto& p : points) {
      const Spot spot{x_->at(p.x), y_->at(p.y + shift)};
      if (stepped && !result.empty()) result.push_back({result.back().x, spot.y});
      result.push_back(spot);
    }
    return result;
  }

  void one(const Drawn& d, double shift) {
    const Series& s = *d.series;
    std::string outline, signs;
    const std::size_t every = s.shape == Shape::line ? std::max<std::size_t>(1, s.mark_every) : 1;
    std::size_t count = 0;
    for (std::size_t i = 0; i < d.points.size(); ++i) {
      const auto edge = spots(d.points[i], shift, s.stepped);
      outline += joined(edge, "M");
      if (s.shape == Shape::band) {
        auto back = spots(d.other[i], shift, s.stepped);
        std::reverse(back.begin(), back.end());
        outline += joined(back, "L") + "z";
      }
      for (const auto& p : d.points[i])
        if (count++ % every == 0) signs += mark_path(s.style % styles, {x_->at(p.x), y_->at(p.y + shift)});
    }
    if (outline.empty()) return;
    if (s.shape == Shape::band) band(svg_, s, outline);
    if (s.shape == Shape::line) curve(svg_, s, outline);
    if (is_marked(s)) marks(svg_, s, signs);
  }

  /// Samples and names in columns; where it ends.
  double legend(double top) {
    constexpr double sample = 40, gap = 8, between = 18;
    const double width = picture_width - 2 * margin;
    std::vector<const Series*> named;
    double widest = 0;
    for (const auto& s : plot_.series)
      if (!s.name.empty()) {
        named.push_back(&s);
        widest = std::max(widest, text_width(s.name, text_size));
      }
    widest = std::min(widest, width - sample - gap);
    const double column = sample + gap + widest + between;
    const auto columns = std::max<std::size_t>(1, static_cast<std::size_t>((width + between) / column));
    for (std::size_t i = 0; i < named.size(); ++i) {
      const double x = margin + column * static_cast<double>(i % columns),
                   y = top + line_height * (static_cast<double>(i / columns) + 0.5);
      entry(*named[i], x, y, sample);
      svg_.text(x + sample + gap, y + 5, fitted(named[i]->name, text_size, widest), Anchor::start);
    }
    return top + line_height * static_cast<double>((named.size() + columns - 1) / columns);
  }

  void entry(const Series& s, double x, double y, double width) {
    const std::vector<Spot> line{{x, y}, {x + width, y}};
    if (s.shape == Shape::band)
      band(svg_, s, joined({{x, y - 6}, {x + width, y - 6}, {x + width, y + 6}, {x, y + 6}}, "M") + "z");
    if (s.shape == Shape::line) curve(svg_, s, joined(line, "M"));
    if (is_marked(s)) marks(svg_, s, mark_path(s.style % styles, {x + width / 2, y}));
  }

  const Plot& plot_;
  Svg svg_;
  std::vector<std::string> skipped_;
  std::vector<Drawn> drawn_;
  std::optional<Ruler> x_, y_;
  double left_ = 0, right_ = 0, top_ = 0, bottom_ = 0;
};

}  // namespace

Drawing draw(const Plot& plot) { return Picture(plot).finish(); }

}  // namespace attest::report
