#include "attest/table/write.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/table/table.hpp"

namespace attest::table {
namespace {

using Sink = std::function<void(std::string_view)>;

constexpr std::array<std::pair<std::string_view, Format>, 5> formats{{{"plain", Format::plain},
                                                                      {"markdown", Format::markdown},
                                                                      {"csv", Format::csv},
                                                                      {"json", Format::json},
                                                                      {"latex", Format::latex}}};
constexpr std::size_t block_lines = 40;

/// What a cell shows, before any format dresses it.
struct Shown {
  enum class Kind { text, number, interval, missing } kind;
  std::string first{}, second{};  ///< the number; the ends; the reason
  std::string tex{};              ///< of text, where it has one
};

std::string three_digits(double value) {
  constexpr int digits = 3;
  return rounded_text(Rational::exact(value), digits, Direction::nearest);
}

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

/// What is exact, rounded which way, or measured, by headings.
template <class Heading>
std::string rounding_note(const Sheet& sheet, Heading heading) {
  const auto list = [&](Show show) {
    std::string names;
    for (const auto& c : sheet.columns)
      if (c.show == show) names += (names.empty() ? "" : ", ") + heading(c);
    return names;
  };
  std::string note = "Whole numbers and fractions are exact, other numbers rounded outward from certified enclosures.";
  for (const auto& [show, what] : {std::pair{Show::above, "Rounded up: "},
                                   {Show::below, "Rounded down: "},
                                   {Show::both, "Within the interval printed: "},
                                   {Show::measured, "Measured on one machine: "}})
    if (const std::string names = list(show); !names.empty()) note += " " + (what + names) + ".";
  return note;
}
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

/// One format's way with a sheet.
class Writer {
 public:
  Writer(const Sheet& sheet, const Sink& sink) : sheet_(sheet), sink_(sink) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  virtual ~Writer() = default;
  virtual void begin() = 0;
  virtual void row(const Row& row) = 0;
  virtual void end() = 0;

 protected:
  const Sheet& sheet_;
  const Sink& sink_;
};

/// Notes to the missing cells of a block: `-a`, `-b`, ..; equal reasons share one.
class Notes {
 public:
  std::string mark(const std::string& why) {
    std::size_t at = 0;
    while (at < reasons_.size() && reasons_[at] != why) ++at;
    if (at == reasons_.size()) reasons_.push_back(why);
    return name(at);
  }
  [[nodiscard]] bool empty() const { return reasons_.empty(); }
  /// `a: the reason.  b: ...`
  template <class Dress>
  [[nodiscard]] std::string text(Dress dress) const {
    std::string s;
    for (std::size_t i = 0; i < reasons_.size(); ++i) s += (i ? "; " : "") + name(i) + ": " + dress(reasons_[i]);
    return s;
  }
  void clear() { reasons_.clear(); }

 private:
  static std::string name(std::size_t i) {
    std::string s(1, static_cast<char>('a' + i % 26));
    return i < 26 ? s : name(i / 26 - 1) + s;
  }
  std::vector<std::string> reasons_;
};

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

/// About how many letters TeX sets for these: a command is one, braces and dollars are none.
std::size_t letters(std::string_view tex) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (std::string_view("{}$").find(tex[i]) != std::string_view::npos) continue;
    ++count;
    if (tex[i] != '\\') continue;
    ++i;
    while (i + 1 < tex.size() && std::isalpha(static_cast<unsigned char>(tex[i])) &&
           std::isalpha(static_cast<unsigned char>(tex[i + 1])))
      ++i;
  }
  return count;
}

/// About how many lines they take in a column so wide: filled word by word.
std::size_t set_lines(std::string_view tex, int millimetres) {
  constexpr std::size_t hundredths_a_letter = 145;  // of a millimetre at \footnotesize, rather more than it is
  const std::size_t width = std::max<std::size_t>(1, 100 * static_cast<std::size_t>(millimetres) / hundredths_a_letter);
  std::size_t lines = 1, filled = 0;
  for (std::size_t at = 0; at < tex.size();) {
    const auto end = std::min(tex.find_first_of(" -", at), tex.size() - 1) + 1;
    const std::size_t word = letters(tex.substr(at, end - at));
    if (filled > 0 && filled + word > width) {
      ++lines;
      filled = 0;
    }
    filled += word;
    if (filled > width) {  // longer than a line: TeX breaks it nowhere, or where it likes
      lines += (filled - 1) / width;
      filled = (filled - 1) % width + 1;
    }
    at = end;
  }
  return lines;
}

/// Cells of a block kept until the block is full.
class Blocks : public Writer {
 public:
  using Writer::Writer;
  void row(const Row& row) override {
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < row.size(); ++c) cells.push_back(dressed(shown(row[c], sheet_.columns[c]), c));
    const std::size_t more = lines(cells);
    if (!block_.empty() && lines_ + more > block_lines) flush();
    block_.push_back(std::move(cells));
    lines_ += more;
  }
  void end() override {
    if (!block_.empty() || blocks_ == 0) flush();
  }

 protected:
  virtual std::string dressed(const Shown& s, std::size_t column) = 0;
  /// About how many lines a row takes.
  [[nodiscard]] virtual std::size_t lines(const std::vector<std::string>&) const { return 1; }
  virtual void print(const std::vector<std::vector<std::string>>& block, std::size_t index) = 0;
  [[nodiscard]] std::vector<std::string> headings() const {
    std::vector<std::string> names;
    for (const auto& c : sheet_.columns) names.push_back(with_unit(c.heading.plain, c.unit));
    return names;
  }
  Notes notes_;

 private:
  void flush() {
    print(block_, blocks_++);
    block_.clear();
    notes_.clear();
    lines_ = 0;
  }
  std::vector<std::vector<std::string>> block_;
  std::size_t lines_ = 0, blocks_ = 0;
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

class Latex : public Blocks {
 public:
  Latex(const Sheet& sheet, const Sink& sink, bool standalone) : Blocks(sheet, sink), standalone_(standalone) {}
  void begin() override {
    if (standalone_)
      sink_(
          "\\documentclass[10pt]{article}\n\\usepackage{booktabs}\n"
          "% A4 on its side, a table a page\n"
          "\\pdfpagewidth=297mm \\pdfpageheight=210mm\n"
          "\\hoffset=-1in \\voffset=-1in \\oddsidemargin=10mm \\topmargin=8mm \\headheight=0mm \\headsep=0mm\n"
          "\\textwidth=277mm \\textheight=188mm \\footskip=6mm\n\\pagestyle{plain}\n\\begin{document}\n");
    else
      sink_("% needs \\usepackage{booktabs}\n");
  }
  void end() override {
    Blocks::end();
    if (standalone_) sink_("\\end{document}\n");
  }

 protected:
  static std::string number(const std::string& s) {
    const auto e = s.find('e');
    if (e == std::string::npos) return "$" + s + "$";
    const std::string mantissa = s.substr(0, e), power = "10^{" + s.substr(e + 1) + "}";
    if (mantissa == "1") return "$" + power + "$";
    return mantissa == "-1" ? "$-" + power + "$" : "$" + mantissa + "\\cdot " + power + "$";
  }
  std::string dressed(const Shown& s, std::size_t column) override {
    const std::string ragged = sheet_.columns[column].millimetres > 0 ? "\\raggedright " : "";
    switch (s.kind) {
      case Shown::Kind::number:
        return ragged + number(s.first);
      case Shown::Kind::interval: {
        const std::string lo = number(s.first), hi = number(s.second);
        return ragged + lo.substr(0, 1) + "[" + lo.substr(1, lo.size() - 2) + ",\\," + hi.substr(1, hi.size() - 2) +
               "]$";
      }
      case Shown::Kind::missing:
        return ragged + "--$^{\\mathrm{" + notes_.mark(s.first) + "}}$";
      default:
        return ragged + (s.tex.empty() ? tex_escaped(s.first) : s.tex);
    }
  }
  [[nodiscard]] std::size_t lines(const std::vector<std::string>& cells) const override {
    std::size_t most = 1;
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (const int mm = sheet_.columns[c].millimetres; mm > 0) most = std::max(most, set_lines(cells[c], mm));
    return most;
  }
  void print(const std::vector<std::vector<std::string>>& block, std::size_t index) override {
    std::string text =
        std::string("\\begin{table}[") + (standalone_ ? "!h" : "htbp") + "]\n\\centering\\footnotesize\n";
    if (index == 0)
      text += "\\caption{" + tex(sheet_.caption) + " " +
              rounding_note(sheet_, [](const Column& c) { return tex(c.heading); }) + "}\n\\label{tab:" + sheet_.name +
              "}\n";
    else  // its number is the first one's
      text += "\\addtocounter{table}{-1}\n\\caption{(continued)}\n";
    text += "\\begin{tabular}{@{}";
    for (const auto& c : sheet_.columns)
      text += c.millimetres > 0 ? "p{" + std::to_string(c.millimetres) + "mm}" : (c.words ? "l" : "r");
    text += "@{}}\n\\toprule\n";
    std::string line;
    for (const auto& c : sheet_.columns)
      line += (line.empty() ? "" : " & ") + std::string(c.millimetres > 0 ? "\\raggedright " : "") + tex(c.heading) +
              (c.unit.empty() ? "" : " (" + tex_escaped(c.unit) + ")");
    text += line + " \\tabularnewline\n\\midrule\n";
    for (const auto& row : block) {
      line.clear();
      for (std::size_t c = 0; c < row.size(); ++c) line += (c ? " & " : "") + row[c];
      text += line + " \\tabularnewline\n";
    }
    text += "\\bottomrule\n\\end{tabular}\n";
    if (!notes_.empty())
      text +=
          "\\par\\smallskip\\raggedright " + notes_.text([](const std::string& s) { return tex_escaped(s); }) + "\n";
    sink_(text + "\\end{table}\n" + (standalone_ ? "\\clearpage\n" : ""));
  }

 private:
  static std::string tex(const Text& t) { return t.tex.empty() ? tex_escaped(t.plain) : t.tex; }
  bool standalone_;
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
      return std::make_unique<Latex>(sheet, sink, standalone);
  }
}

}  // namespace

Format parse_format(std::string_view text) {
  for (const auto& [name, format] : formats)
    if (name == text) return format;
  throw std::invalid_argument("format: '" + std::string(text) + "'; allowed are plain, markdown, csv, json and latex");
}

std::string tex_escaped(std::string_view plain) {
  // After a line of a table, [ and * would be taken for its options.
  std::string out = !plain.empty() && (plain.front() == '[' || plain.front() == '*') ? "{}" : "";
  for (const char c : plain) switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '<':
        out += "\\textless{}";
        break;
      case '>':
        out += "\\textgreater{}";
        break;
      case '|':
        out += "\\textbar{}";
        break;
      case '"':
        out += "\\char34{}";
        break;
      case '\n':
        out += ' ';
        break;
      default:
        if (std::string_view("{}$&#_%").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
  return out;
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
