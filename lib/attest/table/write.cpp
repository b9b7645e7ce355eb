#include "attest/table/write.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/table/table.hpp"
#include "attest/table/writer.hpp"

namespace attest::table {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 5> formats{{{"plain", Format::plain},
                                                                      {"markdown", Format::markdown},
                                                                      {"csv", Format::csv},
                                                                      {"json", Format::json},
                                                                      {"latex", Format::latex}}};

std::string three_digits(double value) {
  constexpr int digits = 3;
  return rounded_text(Rational::exact(value), digits, Direction::nearest);
}

}  // namespace

Shown shown(const Cell& cell, const Column& column) {
  using Kind = Shown::Kind;
  const auto end = [&](const Rational& x, Direction d) { return rounded_text(x, column.digits, d); };
  if (const auto* t = std::get_if<Text>(&cell)) return {Kind::text, t->plain, {}, t->tex};
  if (const auto* z = std::get_if<Integer>(&cell)) return {Kind::number, to_text(*z)};
  if (const auto* q = std::get_if<Rational>(&cell)) return {Kind::number, exact_text(*q)};
  if (const auto* m = std::get_if<Measured>(&cell)) {
    if (column.show == Show::measured) return {Kind::number, three_digits(m->value)};
  } else if (const auto* e = std::get_if<Enclosure>(&cell)) {
    if (column.show == Show::below) return {Kind::number, end(e->lower, Direction::down)};
    if (column.show == Show::above) return {Kind::number, end(e->upper, Direction::up)};
    if (column.show == Show::both)
      return {Kind::interval, end(e->lower, Direction::down), end(e->upper, Direction::up)};
  } else {
    return {Kind::missing, std::get<Missing>(cell).why};
  }
  throw std::invalid_argument("column " + column.key + ": a cell that is not of the column's kind");
}

std::string with_unit(const std::string& heading, const std::string& unit) {
  return unit.empty() ? heading : heading + " (" + unit + ")";
}

namespace {

std::string plain_caption(const Sheet& sheet) {
  return sheet.caption.plain + " " + rounding_note(sheet, [](const Column& c) { return c.heading.plain; });
}

/// Lines of at most 100 characters where words allow.
std::string wrapped(const std::string& text) {
  constexpr std::size_t width = 100;
  std::string out;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const auto length = end - at;
    if (line > 0 && line + 1 + length > width) {
      out += '\n';
      line = 0;
    } else if (line > 0) {
      out += ' ';
      ++line;
    }
    out.append(text, at, length);
    line += length;
    at = end + 1;
  }
  return out;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < ' ') {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
      out += code.data();
    } else {
      out += c;
    }
  }
  return out + "\"";
}

class Csv : public Writer {
 public:
  using Writer::Writer;
  void begin() override {
    std::string line;
    for (const auto& c : sheet_.columns)
      line += c.show == Show::both ? field(c.key + "_lo") + "," + field(c.key + "_hi") + "," : field(c.key) + ",";
    sink_(line + "notes\r\n");
  }
  void row(const Row& row) override {
    std::string line, notes;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const Column& column = sheet_.columns[c];
      const Shown s = shown(row[c], column);
      const bool missing = s.kind == Shown::Kind::missing;
      if (missing) notes += (notes.empty() ? "" : "; ") + column.key + ": " + s.first;
      const std::string first = missing ? "" : field(s.first);
      line += first + ",";
      if (column.show == Show::both) line += (s.kind == Shown::Kind::interval ? field(s.second) : first) + ",";
    }
    sink_(line + field(notes) + "\r\n");
  }
  void end() override {}

 private:
  static std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
  }
};

class Json : public Writer {
 public:
  using Writer::Writer;
  void begin() override {
    std::string head = "{\n  \"table\": " + json_string(sheet_.name) +
                       ",\n  \"caption\": " + json_string(plain_caption(sheet_)) + ",\n  \"columns\": [";
    for (std::size_t c = 0; c < sheet_.columns.size(); ++c) {
      const Column& column = sheet_.columns[c];
      head += std::string(c ? "," : "") + "\n    {\"key\": " + json_string(column.key) +
              ", \"heading\": " + json_string(column.heading.plain) + ", \"unit\": " + json_string(column.unit) +
              ", \"shown\": \"" + name(column.show) + "\"}";
    }
    sink_(head + "\n  ],\n  \"rows\": [");
  }
  void row(const Row& row) override {
    std::string line = first_ ? "\n    {" : ",\n    {";
    first_ = false;
    for (std::size_t c = 0; c < row.size(); ++c)
      line += (c ? ", " : "") + json_string(sheet_.columns[c].key) + ": " + value(row[c], sheet_.columns[c]);
    sink_(line + "}");
  }
  void end() override { sink_(first_ ? "]\n}\n" : "\n  ]\n}\n"); }

 private:
  static const char* name(Show show) {
    constexpr std::array names{"exact", "below", "above", "both", "measured"};
    return names[static_cast<std::size_t>(show)];
  }
  static std::string value(const Cell& cell, const Column& column) {
    const Shown s = shown(cell, column);
    if (s.kind == Shown::Kind::missing) return "{\"missing\": " + json_string(s.first) + "}";
    if (const auto* q = std::get_if<Rational>(&cell)) return json_string(to_text(*q));
    if (std::holds_alternative<Measured>(cell)) return s.first;
    const auto* e = std::get_if<Enclosure>(&cell);
    if (!e) return json_string(s.first);
    return "{\"lo\": " + json_string(rounded_text(e->lower, column.digits, Direction::down)) +
           ", \"hi\": " + json_string(rounded_text(e->upper, column.digits, Direction::up)) + "}";
  }
  bool first_ = true;
};

class Plain : public Blocks {
 public:
  using Blocks::Blocks;
  void begin() override { sink_(wrapped(plain_caption(sheet_)) + "\n\n"); }

 protected:
  std::string dressed(const Shown& s, std::size_t) override {
    if (s.kind == Shown::Kind::interval) return "[" + s.first + ", " + s.second + "]";
    return s.kind == Shown::Kind::missing ? "-" + notes_.mark(s.first) : s.first;
  }
  void print(const std::vector<std::vector<std::string>>& block, std::size_t index) override {
    std::string text = (index ? "\n" : "") + to_plain_text({headings(), block});
    if (!notes_.empty()) text += "\n" + notes_.text([](const std::string& s) { return s; }) + "\n";
    sink_(text);
  }
};

class Markdown : public Writer {
 public:
  using Writer::Writer;
  void begin() override {
    std::string text = escaped(plain_caption(sheet_)) + "\n\n|", rule = "|";
    for (const auto& c : sheet_.columns) {
      text += " " + escaped(with_unit(c.heading.plain, c.unit)) + " |";
      rule += c.words ? "---|" : "---:|";
    }
    sink_(text + "\n" + rule + "\n");
  }
  void row(const Row& row) override {
    std::string line = "|";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const Shown s = shown(row[c], sheet_.columns[c]);
      line += " ";
      if (s.kind == Shown::Kind::interval)
        line += "[" + s.first + ", " + s.second + "]";
      else
        line += s.kind == Shown::Kind::missing ? "-" + notes_.mark(s.first) : escaped(s.first);
      line += " |";
    }
    sink_(line + "\n");
  }
  void end() override {
    if (!notes_.empty()) sink_("\n" + notes_.text(escaped) + "\n");
  }

 private:
  static std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (std::string_view("\\|*_<`").find(c) != std::string_view::npos) out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    return out;
  }
  Notes notes_;
};

std::unique_ptr<Writer> make_writer(const Sheet& sheet, Format format, bool standalone, const Sink& sink) {
  switch (format) {
    case Format::plain:
      return std::make_unique<Plain>(sheet, sink);
    case Format::markdown:
      return std::make_unique<Markdown>(sheet, sink);
    case Format::csv:
      return std::make_unique<Csv>(sheet, sink);
    case Format::json:
      return std::make_unique<Json>(sheet, sink);
    default:
      return latex_writer(sheet, sink, standalone);
  }
}

}  // namespace

Format parse_format(std::string_view text) {
  for (const auto& [name, format] : formats)
    if (name == text) return format;
  throw std::invalid_argument("format: '" + std::string(text) + "'; allowed are plain, markdown, csv, json and latex");
}

Written write(const Sheet& sheet, Format format, bool standalone, const std::function<void(std::string_view)>& sink) {
  if (standalone && format != Format::latex)
    throw std::invalid_argument("standalone: it is for latex; the other formats are whole as they are");
  const auto writer = make_writer(sheet, format, standalone, sink);
  Written written;
  writer->begin();
  sheet.rows([&](const Row& row) {
    if (row.size() != sheet.columns.size())
      throw std::invalid_argument("row: " + std::to_string(row.size()) + " cells; the table has " +
                                  std::to_string(sheet.columns.size()) + " columns");
    writer->row(row);
    ++written.rows;
    for (const auto& cell : row)
      if (const auto* m = std::get_if<Missing>(&cell)) written.undecided += m->undecided ? 1 : 0;
  });
  writer->end();
  return written;
}

}  // namespace attest::table
