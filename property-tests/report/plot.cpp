#include "attest/report/plot.hpp"

#include <iconv.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "../gen/gen.hpp"
#include "../gen/refused.hpp"
#include "../gen/suite.hpp"
#include "attest/report/escaped.hpp"
#include "attest/report/svg.hpp"
#include "scan.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::report;

namespace {

std::string any_text() {
  const auto bytes = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::elementOf(std::string("abc <>&\"' \n\x01\x7F")), rc::gen::arbitrary<char>()));
  return "x" + bytes.substr(0, 60);
}

AxisScale any_scale() { return *rc::gen::element(AxisScale::linear, AxisScale::logarithmic, AxisScale::binary); }

/// Numbers of every size, whole ones more often.
double any_number() {
  const double m = *rc::gen::inRange(-1000, 1001);
  return *rc::gen::inRange(0, 2) == 0 ? m : m * std::pow(10.0, *rc::gen::inRange(-40, 41));
}
double any_wild_number() {
  const int kind = *rc::gen::inRange(0, 12);
  if (kind == 0) return NAN;
  if (kind == 1) return *rc::gen::element(INFINITY, -INFINITY);
  if (kind == 2) return *rc::gen::element(1e300, -1e300, 1e-300, 0.0);
  return any_number();
}

Plot any_plot() {
  Plot plot{any_text(), any_text(), {any_text(), any_text(), any_scale()}, {any_text(), any_text(), any_scale()}};
  const std::size_t count = size_in(1, 5);
  for (std::size_t s = 0; s < count; ++s) {
    Series series{any_text(), *rc::gen::element(Shape::line, Shape::marks, Shape::band), {}, {}, s};
    const std::size_t points = size_in(1, 12);
    for (std::size_t i = 0; i < points; ++i) {
      series.points.push_back({any_wild_number(), any_wild_number()});
      if (series.shape == Shape::band && std::isnan(series.points.back().x)) series.points.back().x = 1;
      if (series.shape == Shape::band) series.other.push_back({series.points.back().x, any_wild_number()});
    }
    series.stepped = *rc::gen::inRange(0, 2) == 1;
    series.dashed = *rc::gen::inRange(0, 2) == 1;
    series.hollow = *rc::gen::inRange(0, 2) == 1;
    series.mark_every = size_in(0, 3);
    plot.series.push_back(series);
  }
  plot.series.push_back({"", Shape::marks, {{1, 1}}});  // one that every axis takes
  const std::size_t lines = size_in(0, 3);
  for (std::size_t i = 0; i < lines; ++i) plot.references.push_back({any_number(), any_text().substr(0, 12)});
  return plot;
}

/// The drawing's elements between the axes and the legend, which begins below the area.
struct Parts {
  std::vector<Element> all;
  Box area{};
  double width = 0, height = 0;

  explicit Parts(const std::string& svg) : all(Scanner(svg).all()) {
    width = all.front().number("width");
    height = all.front().number("height");
    for (const auto& e : all)
      if (e.is("area"))
        area = {e.number("x"), e.number("x") + e.number("width"), e.number("y"), e.number("y") + e.number("height")};
  }
  /// The places of paths of this class; those of the legend apart.
  [[nodiscard]] std::vector<Pixel> drawn(const std::string& cls, bool legend = false) const {
    std::vector<Pixel> result;
    for (const auto& e : all)
      if (e.is(cls))
        for (const auto& p : places(e.attributes.at("d")))
          if ((p.y > area.bottom + 20) == legend) result.push_back(p);
    return result;
  }
  [[nodiscard]] std::vector<Box> texts() const {
    std::vector<Box> result;
    for (const auto& e : all)
      if (e.name == "text") result.push_back(box_of(e));
    return result;
  }
};

bool inside(const Pixel& p, const Box& area) {
  constexpr double rounding = 0.11;
  return p.x >= area.left - rounding && p.x <= area.right + rounding && p.y >= area.top - rounding &&
         p.y <= area.bottom + rounding;
}

Plot small_plot(const std::vector<Point>& points, AxisScale y = AxisScale::linear) {
  return {"t", "", {"x"}, {"y", "", y}, {{"s", Shape::marks, points}}};
}

/// The code points of UTF-8 as the C library reads it; nothing where it is ill-formed.
std::optional<std::u32string> code_points(const std::string& text) {
  const iconv_t reader = iconv_open("UTF-32LE", "UTF-8");
  if (reader == iconv_t(-1)) throw std::runtime_error("iconv: no UTF-8");
  std::u32string out(text.size(), 0);
  std::string copy = text;
  char *from = copy.data(), *to = reinterpret_cast<char*>(out.data());
  std::size_t left = copy.size(), room = out.size() * sizeof(char32_t);
  const bool read = iconv(reader, &from, &left, &to, &room) != std::size_t(-1);
  iconv_close(reader);
  out.resize(out.size() - room / sizeof(char32_t));
  return read ? std::optional(out) : std::nullopt;
}
std::size_t utf8_bytes(char32_t c) { return c < 0x80 ? 1 : (c < 0x800 ? 2 : (c < 0x10000 ? 3 : 4)); }

/// Bytes, letters of one to four bytes, and such letters cut short.
std::string any_bytes() {
  static const std::vector<std::string> letters{"a",      "&",          "<",          "\"",          "\n",     "\t",
                                                "\x01",   "\x7F",       "\u00e9",     "\u0085",      "\u20ac", "\uFFFF",
                                                "\uFDD0", "\U0001D400", "\U0010FFFF", "\xED\xA0\x80"};
  std::string out;
  for (std::size_t i = 0, n = size_in(0, 8); i < n; ++i) {
    if (size_in(0, 3) == 0) {
      out += static_cast<char>(size_in(0, 255));
      continue;
    }
    const std::string& letter = letters[size_in(0, letters.size() - 1)];
    out += letter.substr(0, size_in(0, 5) == 0 ? size_in(1, letter.size()) : letter.size());
  }
  return out;
}

}  // namespace

int main() {
  Suite suite("report/plot");

  suite.law("a drawing is well-formed XML with a title, a description and a size, whatever the texts and numbers are",
            [] {
              const Parts parts(draw(any_plot()).svg);
              RC_ASSERT(parts.all[0].name == "svg" && parts.all[1].name == "title" && parts.all[2].name == "desc");
              RC_ASSERT(!parts.all[1].text.empty());
              RC_ASSERT(parts.all[0].attributes.at("viewBox") ==
                        "0 0 " + parts.all[0].attributes.at("width") + " " + parts.all[0].attributes.at("height"));
              RC_ASSERT(parts.all[0].attributes.at("role") == "img");
            });
  suite.law("text that XML has letters for is read back as itself", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab<>&\"';#")));
    const auto read = Scanner("<a b=\"" + escaped(text) + "\">" + escaped(text) + "</a>").all();
    RC_ASSERT(read.front().text == text && read.front().attributes.at("b") == text);
    RC_ASSERT(escaped("\u03b5\u2264\U0001D400\t\n") == "\u03b5\u2264\U0001D400\t\n");
    RC_ASSERT(escaped("\xC0\x80|\xED\xA0\x80|\xFF") == "\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD");
    RC_ASSERT(escaped("\xE0\x90\x80") == "\uFFFD\uFFFD\uFFFD");  // three bytes where two are enough
    RC_ASSERT(escaped("\x01\r\x7F\u009F\uFFFF") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  });
  suite.law("whatever the bytes, escaped they are letters that XML allows, and those that were letters stay", [] {
    const std::string bytes = any_bytes(), out = escaped(bytes);
    const auto letters = code_points(out);
    RC_ASSERT(letters.has_value());
    for (const char32_t c : *letters) {
      RC_ASSERT((c >= 0x20 || c == '\n' || c == '\t') && (c < 0x7F || c > 0x9F));
      RC_ASSERT((c & 0xFFFEU) != 0xFFFEU);
    }
    RC_ASSERT(Scanner("<a b=\"" + out + "\">" + out + "</a>").all().size() == 1U);
    // Of what a library of other people's reads, only controls and the like are lost.
    if (const auto before = code_points(bytes)) {
      const auto kept = [](char32_t c) {
        return (c >= 0x20 || c == '\n' || c == '\t') && (c < 0x7F || c > 0x9F) && (c & 0xFFFEU) != 0xFFFEU;
      };
      std::u32string wanted;
      for (const char32_t c : *before) wanted += kept(c) ? std::u32string(1, c) : std::u32string(utf8_bytes(c), 0xFFFD);
      RC_ASSERT(code_points(Scanner("<a>" + out + "</a>").all().front().text) == wanted);
    }
  });
  suite.law("every number of a drawing is finite and lies in the picture; curves, areas and marks lie inside the axes",
            [] {
              const Parts parts(draw(any_plot()).svg);
              for (const auto& e : parts.all)
                for (const std::string key : {"x", "y", "x1", "x2", "y1", "y2"})
                  if (e.attributes.contains(key)) {
                    const double value = e.number(key), most = key[0] == 'x' ? parts.width : parts.height;
                    RC_ASSERT(value >= 0 && value <= most);
                  }
              for (const std::string cls : {"curve", "band", "marks"})
                for (const auto& p : parts.drawn(cls)) RC_ASSERT(inside(p, parts.area));
            });
  suite.law("every point is drawn, or named with the reason why it is not", [] {
    Plot plot = any_plot();
    std::size_t points = 0;
    for (auto& s : plot.series) {
      s.shape = Shape::marks;
      s.other.clear();
      points += s.points.size();
    }
    plot.references.clear();
    const Drawing drawing = draw(plot);
    RC_ASSERT(Parts(drawing.svg).drawn("marks").size() + drawing.skipped.size() == points);
  });
  suite.law("a logarithmic axis leaves out what is not positive, and says so", [] {
    std::vector<Point> points{{1, 1}};
    std::size_t bad = 0;
    const std::size_t count = size_in(1, 20);
    for (std::size_t i = 0; i < count; ++i) {
      points.push_back({1, static_cast<double>(*rc::gen::inRange(-3, 4))});
      bad += points.back().y <= 0;
    }
    const auto scale = *rc::gen::element(AxisScale::logarithmic, AxisScale::binary);
    const auto skipped = draw(small_plot(points, scale)).skipped;
    RC_ASSERT(skipped.size() == bad);
    for (const auto& s : skipped) RC_ASSERT(s.find("not positive") != std::string::npos);
  });
  suite.law("larger numbers stand farther right and farther up", [] {
    const AxisScale x = any_scale(), y = any_scale();
    std::vector<Point> points;
    for (std::size_t i = size_in(2, 10); i > 0; --i)
      points.push_back({std::fabs(any_number()) + 0.5, std::fabs(any_number()) + 0.5});
    Plot plot = small_plot(points, y);
    plot.x.scale = x;
    const auto drawn = Parts(draw(plot).svg).drawn("marks");
    RC_ASSERT(drawn.size() == points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = 0; j < points.size(); ++j) {
        if (points[i].x <= points[j].x) RC_ASSERT(drawn[i].x <= drawn[j].x);
        if (points[i].y <= points[j].y) RC_ASSERT(drawn[i].y >= drawn[j].y);
      }
  });
  suite.law("ticks increase and cover the data, each with a text of its own", [] {
    const Axis axis{"x", "", any_scale(), {}, {}, *rc::gen::inRange(0, 2) == 1};
    double low = any_number(), high = any_number();
    if (axis.scale != AxisScale::linear) low = std::fabs(low) + 1e-3, high = std::fabs(high) + 1e-3;
    if (high < low) std::swap(low, high);
    const std::size_t most = size_in(2, 12);
    const Ticks t = ticks(low, high, axis, most);
    RC_ASSERT(t.at.size() == t.text.size() && t.at.size() >= 2U && t.at.size() <= std::max<std::size_t>(3, most));
    RC_ASSERT(t.at.front() <= low && t.at.back() >= high);
    for (std::size_t i = 1; i < t.at.size(); ++i) {
      RC_ASSERT(t.at[i - 1] < t.at[i]);
      RC_ASSERT(!t.text[i].empty() && t.text[i] != t.text[i - 1]);
    }
  });
  suite.law("a tick says the number at which it stands", [] {
    const double low = *rc::gen::inRange(-5000, 5000) / 1000.0, span = *rc::gen::inRange(1, 5000) / 1000.0;
    const Ticks t = ticks(low, low + span, {"x"}, 9);
    for (std::size_t i = 0; i < t.at.size(); ++i) {
      std::string text = t.text[i];
      if (text.starts_with("\u2212")) text.replace(0, 3, "-");
      if (text.find("\u00b7") != std::string::npos || text.find("\u207b") != std::string::npos) continue;
      RC_ASSERT(parse_rational(text).nearest_double() == t.at[i]);
    }
  });
  suite.law("no text covers another or leaves the picture", [] {
    Plot plot = any_plot();
    for (auto& s : plot.series) s.name = s.name.substr(0, size_in(1, 60));
    const Parts parts(draw(plot).svg);
    const auto texts = parts.texts();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      RC_ASSERT(texts[i].left >= 0 && texts[i].right <= parts.width);
      RC_ASSERT(texts[i].top >= 0 && texts[i].bottom <= parts.height);
      for (std::size_t j = 0; j < i; ++j) RC_ASSERT(!texts[i].covers(texts[j]));
    }
  });
  suite.law("the legend has an entry for each named series, below everything that is drawn", [] {
    Plot plot = any_plot();
    std::size_t named = 0;
    for (auto& s : plot.series) {
      s.shape = Shape::marks;
      s.other.clear();
      named += !s.name.empty();
    }
    RC_ASSERT(Parts(draw(plot).svg).drawn("marks", true).size() == named);
  });
  suite.law("equal plots give equal bytes", [] {
    const Plot plot = any_plot();
    const Drawing a = draw(plot), b = draw(plot);
    RC_ASSERT(a.svg == b.svg && a.skipped == b.skipped);
  });
  suite.law("words are kept whole in lines that are short enough", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc   d")));
    const double width = static_cast<double>(size_in(40, 400));
    std::string together;
    for (const auto& line : wrapped(text, text_size, width)) {
      RC_ASSERT(text_width(line, text_size) <= width);
      together += line;
    }
    bool fit = true;  // the words one by one
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find(' ', at), text.size());
      fit = fit && text_width(text.substr(at, end - at), text_size) <= width;
      at = end + 1;
    }
    RC_ASSERT((together.find("\u2026") == std::string::npos) == fit);
    if (fit) {
      std::string bare = text;
      for (auto* s : {&bare, &together}) s->erase(std::remove(s->begin(), s->end(), ' '), s->end());
      RC_ASSERT(bare == together);
    }
  });
  suite.law("a step holds back to the point before it", [] {
    std::vector<Point> points;
    for (std::size_t i = 0; i < 6; ++i) points.push_back({static_cast<double>(i), any_number()});
    Plot plot = small_plot(points);
    plot.series.front().shape = Shape::line;
    plot.series.front().stepped = true;
    plot.series.front().mark_every = 1;
    const Parts parts(draw(plot).svg);
    const auto curve = parts.drawn("curve"), marks = parts.drawn("marks");
    RC_ASSERT(curve.size() == 2 * marks.size() - 1);
    for (std::size_t i = 1; i < marks.size(); ++i) {
      RC_ASSERT(curve[2 * i - 1].x == marks[i - 1].x && curve[2 * i - 1].y == marks[i].y);
      RC_ASSERT(curve[2 * i].x == marks[i].x && curve[2 * i].y == marks[i].y);
    }
  });
  suite.law("a heat map has a square for each entry, labelled with the exact number, and frames what is marked", [] {
    const std::size_t rows = size_in(1, 4), cols = size_in(1, 4);
    HeatMap map{
        rational_matrix(rows, cols), any_text(), any_text(), {{size_in(0, rows - 1), size_in(0, cols - 1)}}, true};
    const std::vector<HeatMap> maps(size_in(1, 3), map);
    const Parts parts(draw(any_text(), any_text(), maps));
    std::size_t squares = 0, frames = 0, entry = 0;
    for (const auto& e : parts.all) {
      squares += e.is("cell");
      frames += e.is("marked");
      if (!e.is("entry")) continue;
      const std::size_t within = entry++ % (rows * cols);
      RC_ASSERT(e.text == to_text(map.entries.get(within / cols, within % cols)));
    }
    RC_ASSERT(squares == maps.size() * rows * cols && entry == squares && frames == maps.size());
    const auto texts = parts.texts();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      RC_ASSERT(texts[i].right <= parts.width && texts[i].bottom <= parts.height);
      for (std::size_t j = 0; j < i; ++j) RC_ASSERT(!texts[i].covers(texts[j]));
    }
  });
  suite.fact("what cannot be drawn is refused", [] {
    const Plot good = small_plot({{1, 1}});
    RC_ASSERT(!refused([&] { (void)draw(good); }));
    const auto spoilt = [&](auto spoil) {
      Plot plot = good;
      spoil(plot);
      return refused([&] { (void)draw(plot); });
    };
    RC_ASSERT(spoilt([](Plot& p) { p.title.clear(); }));
    RC_ASSERT(spoilt([](Plot& p) { p.x.label.clear(); }));
    RC_ASSERT(spoilt([](Plot& p) { p.y.label.clear(); }));
    RC_ASSERT(spoilt([](Plot& p) { p.x.low = 1, p.x.high = 1; }));
    RC_ASSERT(spoilt([](Plot& p) { p.x.low = NAN; }));
    RC_ASSERT(spoilt([](Plot& p) { p.y.low = 0, p.y.scale = AxisScale::logarithmic; }));
    RC_ASSERT(spoilt([](Plot& p) { p.series.front().points.clear(); }));
    RC_ASSERT(spoilt([](Plot& p) { p.series.front().points = {{NAN, 1}}; }));
    RC_ASSERT(spoilt([](Plot& p) { p.series.push_back({"b", Shape::band, {{1, 1}}, {{2, 1}}}); }));
    RC_ASSERT(spoilt([](Plot& p) { p.series.push_back({"b", Shape::band, {{1, 1}}, {}}); }));
    RC_ASSERT(refused([] { (void)draw("t", "", std::vector<HeatMap>{}); }));
    RC_ASSERT(refused([] { (void)draw("t", "", {HeatMap{RationalMatrix(13, 1), "m"}}); }));
    RC_ASSERT(refused([] { (void)draw("t", "", {HeatMap{RationalMatrix(2, 2), "m", "", {{2, 0}}}}); }));
    RC_ASSERT(refused([] { (void)draw("", "", {HeatMap{RationalMatrix(2, 2), "m"}}); }));
  });
  return suite.finish();
}
