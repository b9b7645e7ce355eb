#pragma once

#include <cctype>
#include <cstdlib>
#include <charconv>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace attest::test {

/// One element of a drawing, its text with entities resolved.
struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;

  [[nodiscard]] double number(const std::string& attribute) const {
    const std::string& s = attributes.at(attribute);
    double x = 0;  // from_chars knows no locale
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), x);
    if (error != std::errc{} || *end != '\0') throw std::runtime_error(attribute + ": not a number: " + s);
    return x;
  }
  [[nodiscard]] bool is(const std::string& cls) const {
    const auto at = attributes.find("class");
    return at != attributes.end() && (" " + at->second + " ").find(" " + cls + " ") != std::string::npos;
  }
};

/// Strictly what drawings use of XML: elements, attributes in double quotes, the five entities, text.  In the order in
/// which they begin; std::runtime_error at anything else.
class Scanner {
 public:
  explicit Scanner(std::string_view xml) : xml_(xml) {}

  std::vector<Element> all() {
    std::vector<std::size_t> open;
    while (at_ < xml_.size()) {
      if (xml_[at_] != '<') {
        const std::string text = words('<', '\0');
        if (!open.empty())
          elements_[open.back()].text += text;
        else if (text.find_first_not_of(" \n") != std::string::npos)
          fail("text outside");
      } else if (xml_.substr(at_, 2) == "</") {
        at_ += 2;
        if (open.empty() || name() != elements_[open.back()].name) fail("closes another element");
        expect('>');
        open.pop_back();
      } else {
        if (open.empty() && !elements_.empty()) fail("a second root");
        if (!begin()) open.push_back(elements_.size() - 1);
      }
    }
    if (!open.empty() || elements_.empty()) fail("an element stays open");
    return elements_;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error("XML at " + std::to_string(at_) + ": " + why);
  }
  void expect(char c) {
    if (at_ >= xml_.size() || xml_[at_] != c) fail(std::string("no ") + c);
    ++at_;
  }
  std::string name() {
    std::string s;
    while (at_ < xml_.size() && (std::isalnum(static_cast<unsigned char>(xml_[at_])) != 0 || xml_[at_] == '-'))
      s += xml_[at_++];
    if (s.empty()) fail("no name");
    return s;
  }
  /// Text up to one of two characters.
  std::string words(char end, char other) {
    static const std::map<std::string, char> entities = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"#39", '\''}};
    std::string s;
    while (at_ < xml_.size() && xml_[at_] != end && xml_[at_] != other) {
      const char c = xml_[at_++];
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') fail("a control character");
      if (c == '<' || (c == '>' && other == '\0')) fail("a bracket in text");
      if (c != '&') {
        s += c;
        continue;
      }
      const auto stop = xml_.find(';', at_);
      if (stop == std::string_view::npos) fail("an entity without end");
      const auto found = entities.find(std::string(xml_.substr(at_, stop - at_)));
      if (found == entities.end()) fail("an unknown entity");
      s += found->second;
      at_ = stop + 1;
    }
    return s;
  }
  /// An element's first tag; whether it is its last.
  bool begin() {
    expect('<');
    Element e{name(), {}, {}};
    while (at_ < xml_.size() && xml_[at_] == ' ') {
      ++at_;
      const std::string key = name();
      expect('=');
      expect('"');
      const std::string value = words('"', '<');
      expect('"');
      if (!e.attributes.emplace(key, value).second) fail("an attribute twice");
    }
    const bool closed = at_ < xml_.size() && xml_[at_] == '/';
    if (closed) ++at_;
    expect('>');
    elements_.push_back(e);
    return closed;
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  std::vector<Element> elements_;
};

struct Pixel {
  double x, y;
};

/// The absolute places (M and L) of a path; std::runtime_error at what is no path.
inline std::vector<Pixel> places(const std::string& path) {
  std::vector<Pixel> result;
  const char* s = path.c_str();
  while (*s != '\0') {
    const char command = *s++;
    if (std::string_view("MLmlhvaz").find(command) == std::string_view::npos) throw std::runtime_error("path: " + path);
    std::vector<double> numbers;
    for (;;) {
      while (*s == ' ') ++s;
      if (std::string_view("-.0123456789").find(*s) == std::string_view::npos || *s == '\0') break;
      numbers.emplace_back();
      const auto [end, error] = std::from_chars(s, path.c_str() + path.size(), numbers.back());
      if (error != std::errc{}) throw std::runtime_error("path: " + path);
      s = end;
    }
    if (command == 'M' || command == 'L') {
      if (numbers.size() != 2) throw std::runtime_error("path: " + path);
      result.push_back({numbers[0], numbers[1]});
    }
  }
  return result;
}

/// The letters of well-formed UTF-8.
inline std::size_t letters_of(const std::string& text) {
  std::size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return n;
}

/// Where a text stands, if its letters are 0.56 of its size wide.
struct Box {
  double left, right, top, bottom;
  [[nodiscard]] bool covers(const Box& b) const {
    return left < b.right && b.left < right && top < b.bottom && b.top < bottom;
  }
};
inline Box box_of(const Element& e) {
  const double size = e.number("font-size"), width = 0.56 * size * static_cast<double>(letters_of(e.text)),
               x = e.number("x"), y = e.number("y");
  const auto anchor = e.attributes.find("text-anchor");
  const double left = anchor == e.attributes.end() ? x : (anchor->second == "middle" ? x - width / 2 : x - width);
  return {left, left + width, y - 0.75 * size, y + 0.2 * size};
}

}  // namespace attest::test
