#include "attest/report/svg.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/report/escaped.hpp"

namespace attest::report {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Letters, those of the wide scripts twice.
std::size_t letters(std::string_view text) {
  constexpr unsigned char wide = 0xE3;  // begins U+3000
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = letter_at(text, at);
    n += bytes > 2 && static_cast<unsigned char>(text[at]) >= wide ? 2 : 1;
    at += std::max<std::size_t>(1, bytes);
  }
  return n;
}

}  // namespace

std::string length_text(double x) {
  const long tenths = std::lround(10 * x);
  std::string s = std::to_string(std::labs(tenths) / 10);
  if (tenths % 10 != 0) s += "." + std::to_string(std::labs(tenths) % 10);
  return tenths < 0 ? "-" + s : s;
}

double text_width(std::string_view text, double size) {
  constexpr double letter = 0.6;
  return letter * size * static_cast<double>(letters(text));
}

std::vector<std::string> wrapped(std::string_view text, double size, double width) {
  std::vector<std::string> lines{""};
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \n\t", at), text.size());
    const std::string word(text.substr(at, end - at));
    std::string& line = lines.back();
    if (line.empty())
      line = word;
    else if (text_width(line + " " + word, size) <= width)
      line += " " + word;
    else
      lines.push_back(word);
    at = end + 1;
  }
  for (auto& line : lines) line = fitted(line, size, width);
  return lines;
}

std::string fitted(const std::string& text, double size, double width) {
  if (text_width(text, size) <= width) return text;
  std::string cut = text;
  do {
    while (!cut.empty() && continues(cut.back())) cut.pop_back();
    if (!cut.empty()) cut.pop_back();
  } while (!cut.empty() && text_width(cut, size) + size > width);
  return cut + "\u2026";
}

Svg::Svg(const std::string& title, const std::string& description) : title_(title), description_(description) {
  if (title.empty()) throw std::invalid_argument("plot: its title is empty");
  constexpr double top = 24, margin = 12;
  double y = top;
  for (const auto& line : wrapped(title, title_size, picture_width - 2 * margin)) {
    text(margin, y, line, Anchor::start, title_size, " font-weight=\"bold\"");
    y += title_size + 5;
  }
  below_title_ = y - title_size;
}

void Svg::text(double x, double y, std::string_view words, Anchor anchor, double size, std::string_view more) {
  std::string attributes = "class=\"ink\" fill=\"#222222\" x=\"" + length_text(x) + "\" y=\"" + length_text(y) +
                           "\" font-size=\"" + length_text(size) + "\"";
  if (anchor != Anchor::start)
    attributes += std::string(" text-anchor=\"") + (anchor == Anchor::middle ? "middle" : "end") + "\"";
  element_with_text("text", attributes + std::string(more), words);
}

void Svg::rule(double x1, double y1, double x2, double y2, std::string_view more) {
  element("line", "class=\"rule\" stroke=\"#222222\" x1=\"" + length_text(x1) + "\" y1=\"" + length_text(y1) +
                      "\" x2=\"" + length_text(x2) + "\" y2=\"" + length_text(y2) + "\"" + std::string(more));
}

void Svg::element(std::string_view name, std::string_view attributes) {
  body_ += "<" + std::string(name) + " " + std::string(attributes) + "/>\n";
}

void Svg::element_with_text(std::string_view name, std::string_view attributes, std::string_view words) {
  const std::string tag(name);
  body_ += "<" + tag + " " + std::string(attributes) + ">" + escaped(words) + "</" + tag + ">\n";
}

std::string Svg::finish(double height) const {
  const std::string w = length_text(picture_width), h = length_text(height);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"attest-plot\" role=\"img\" viewBox=\"0 0 " + w + " " + h +
         "\" width=\"" + w + "\" height=\"" + h + "\" font-family=\"sans-serif\">\n<title>" + escaped(title_) +
         "</title>\n<desc>" + escaped(description_) + "</desc>\n<rect class=\"ground\" fill=\"#ffffff\" width=\"" + w +
         "\" height=\"" + h + "\"/>\n" + body_ + "</svg>\n";
}

std::string_view page_style() {
  return ".attest-plot{max-width:100%;height:auto}\n"
         ".attest-plot .ground{fill:none}\n"
         ".attest-plot text.ink{fill:currentColor}\n"
         ".attest-plot .rule,.attest-plot .stroke6{stroke:currentColor}\n"
         ".attest-plot .fill6{fill:currentColor}\n";
}

}  // namespace attest::report
