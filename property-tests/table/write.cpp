#include "attest/table/write.hpp"

#include <stdexcept>

#include "../gen/gen.hpp"
#include "../gen/refused.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::table;

namespace {

Rational any_rational() {
  const auto n = *rc::gen::inRange<long>(-1'000'000, 1'000'001), d = *rc::gen::inRange<long>(1, 1'000'001),
             e = *rc::gen::inRange<long>(-40, 41);
  return Rational(Integer(n), Integer(d)) * pow(Rational(10), e);
}

std::string written(const Sheet& sheet, Format format, bool standalone = false) {
  std::string text;
  (void)write(sheet, format, standalone, [&](std::string_view part) { text += part; });
  return text;
}

Sheet one_cell(Column column, Cell cell) {
  return {"one", {"one"}, {std::move(column)}, [cell](const auto& emit) { emit({cell}); }};
}

/// A column of any kind, and a cell that may stand in it, now and then none.
Column any_column(std::size_t c) {
  Column column{"key" + std::to_string(c), {"heading " + std::to_string(c)}};
  if (*rc::gen::arbitrary<bool>()) column.heading.tex = "$h_" + std::to_string(c) + "$";
  if (*rc::gen::arbitrary<bool>()) column.unit = "s";
  column.show = *rc::gen::element(Show::exact, Show::below, Show::above, Show::both, Show::measured);
  column.digits = *rc::gen::inRange(1, 6);
  if (column.show == Show::exact && *rc::gen::arbitrary<bool>())
    return words(column.key, column.heading, *rc::gen::element(0, 10, 40));
  return column;
}
Cell any_cell(const Column& column) {
  if (*rc::gen::inRange(0, 6) == 0) return Missing{*rc::gen::element<std::string>("not here", "nor there, either")};
  if (column.words) return Text{*rc::gen::element<std::string>("one", "two & more", "\"three\"", "a|b_c\nd")};
  switch (column.show) {
    case Show::exact:
      return *rc::gen::arbitrary<bool>() ? Cell(Integer(*rc::gen::inRange(-9999, 9999))) : Cell(any_rational());
    case Show::measured:
      return Measured{*rc::gen::inRange(1, 9999) / 1024.0};
    default: {
      const Rational a = any_rational(), b = any_rational();
      return Enclosure{min(a, b), max(a, b)};
    }
  }
}
/// The numbers a cell shows, or its words.
std::vector<std::string> shown_by(const Cell& cell, const Column& column) {
  if (const auto* t = std::get_if<Text>(&cell)) return {t->plain};
  if (const auto* z = std::get_if<Integer>(&cell)) return {to_text(*z)};
  if (const auto* q = std::get_if<Rational>(&cell)) return {exact_text(*q)};
  if (const auto* m = std::get_if<Measured>(&cell))
    return {rounded_text(Rational::exact(m->value), 3, Direction::nearest)};
  if (const auto* e = std::get_if<Enclosure>(&cell)) {
    std::vector<std::string> ends;
    if (column.show != Show::above) ends.push_back(rounded_text(e->lower, column.digits, Direction::down));
    if (column.show != Show::below) ends.push_back(rounded_text(e->upper, column.digits, Direction::up));
    return ends;
  }
  return {};
}
/// As TeX sets a number: 1.5e-07 as a product with a power of ten.
std::string as_tex(const std::string& number) {
  const auto e = number.find('e');
  if (e == std::string::npos) return number;
  const std::string power = "10^{" + number.substr(e + 1) + "}", digits = number.substr(0, e);
  return digits == "1" ? power : digits == "-1" ? "-" + power : digits + "\\cdot " + power;
}
/// RFC 4180: the fields of all lines.
std::vector<std::vector<std::string>> fields_of(const std::string& csv) {
  std::vector<std::vector<std::string>> lines{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"')
      lines.back().back() += csv[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && c == ',')
      lines.back().emplace_back();
    else if (!quoted && c == '\r')
      lines.push_back({""}), ++i;
    else
      lines.back().back() += c;
  }
  lines.pop_back();
  return lines;
}

}  // namespace

int main() {
  Suite suite("table/write");

  suite.law("an exact number is read back as itself", [] {
    const Rational x = any_rational();
    RC_ASSERT(parse_rational(exact_text(x)) == x);
  });
  suite.law("a rounded number lies on its side of the number, within one unit of its last digit", [] {
    const Rational x = any_rational();
    const int digits = *rc::gen::inRange(1, 12);
    const Rational down = parse_rational(rounded_text(x, digits, Direction::down)),
                   up = parse_rational(rounded_text(x, digits, Direction::up));
    RC_ASSERT(down <= x && x <= up);
    RC_ASSERT(up - down <= abs(x) * pow(Rational(10), 1 - digits));
    RC_ASSERT(rounded_text(x, digits, Direction::up).size() <= static_cast<std::size_t>(digits) + 9);
  });
  suite.law("an enclosure is never printed narrower than it is", [] {
    Rational a = any_rational(), b = any_rational();
    if (b < a) std::swap(a, b);
    const int digits = *rc::gen::inRange(1, 6);
    const std::string csv = written(one_cell({"x", {"x"}, "", Show::both, digits}, Enclosure{a, b}), Format::csv);
    const auto line = csv.substr(csv.find("\r\n") + 2);
    const auto comma = line.find(','), second = line.find(',', comma + 1);
    RC_ASSERT(parse_rational(line.substr(0, comma)) <= a);
    RC_ASSERT(b <= parse_rational(line.substr(comma + 1, second - comma - 1)));
  });
  suite.law("TeX is left no character of its own", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a{}$&#_%\\^~<>|\"[* \n")));
    std::string t = tex_escaped(text);
    for (const std::string word : {"\\textbackslash{}", "\\textasciicircum{}", "\\textasciitilde{}", "\\textless{}",
                                   "\\textgreater{}", "\\textbar{}", "\\char34{}"})
      for (auto at = t.find(word); at != std::string::npos; at = t.find(word)) t.erase(at, word.size());
    if (t.starts_with("{}")) t.erase(0, 2);
    for (std::size_t i = 0; i < t.size(); ++i) {
      if (t[i] == '\\') {
        ++i;
        RC_ASSERT(i < t.size());
        RC_ASSERT(std::string("{}$&#_%").find(t[i]) != std::string::npos);
      } else {
        RC_ASSERT(std::string("{}$&#_%^~<>|\"\n").find(t[i]) == std::string::npos);
      }
    }
  });
  suite.fact("rows come one by one: the first is written before the second is made", [] {
    for (const Format format : {Format::csv, Format::json, Format::markdown}) {
      std::string text;
      bool there = false;
      const Sheet sheet{"two", {"two"}, {{"x", {"x"}}}, [&](const auto& emit) {
                          emit({Integer(1234)});
                          there = text.find("1234") != std::string::npos;
                          emit({Integer(5678)});
                        }};
      (void)write(sheet, format, false, [&](std::string_view part) { text += part; });
      RC_ASSERT(there);
    }
  });
  suite.fact("long tables go on in blocks, every row once", [] {
    const Sheet sheet{"long", {"long"}, {{"x", {"x"}}}, [](const auto& emit) {
                        for (long i = 100'000; i < 100'100; ++i) emit({Integer(i)});
                      }};
    for (const Format format : {Format::plain, Format::latex}) {
      const std::string text = written(sheet, format);
      for (long i = 100'000; i < 100'100; ++i) {
        const std::string number = std::to_string(i);
        RC_ASSERT(text.find(number) != std::string::npos && text.find(number) == text.rfind(number));
      }
    }
  });
  suite.fact("a row of another length, a cell of another kind, a standalone table without LaTeX are refused", [] {
    const Sheet longer{"x", {"x"}, {{"x", {"x"}}}, [](const auto& emit) { emit({Integer(1), Integer(2)}); }};
    RC_ASSERT(refused([&] { (void)written(longer, Format::csv); }));
    RC_ASSERT(refused([&] { (void)written(one_cell({"x", {"x"}}, Enclosure{0, 1}), Format::csv); }));
    RC_ASSERT(refused([&] { (void)written(one_cell({"x", {"x"}}, Measured{1}), Format::json); }));
    RC_ASSERT(refused([&] { (void)written(one_cell({"x", {"x"}}, Integer(1)), Format::csv, true); }));
    RC_ASSERT(refused([&] { (void)parse_format("html"); }));
  });
  suite.fact("cells that stay undecided are counted, others that are missing are not", [] {
    const Sheet sheet{"x", {"x"}, {{"x", {"x"}}}, [](const auto& emit) {
                        emit({Missing{"not for this row"}});
                        emit({Missing{"open", true}});
                      }};
    const auto w = write(sheet, Format::plain, false, [](std::string_view) {});
    RC_ASSERT(w.rows == 2U && w.undecided == 1U);
  });
  suite.law(
      "every format shows every cell, and why one is missing",
      [] {
        std::vector<Column> columns;
        for (std::size_t c = 0, n = size_in(1, 4); c < n; ++c) columns.push_back(any_column(c));
        std::vector<Row> rows(size_in(0, 5));
        for (auto& row : rows)
          for (const auto& c : columns) row.push_back(any_cell(c));
        const Sheet sheet{
            "any", {"A caption of any table.", "A caption of \\emph{any} table."}, columns, [rows](const auto& emit) {
              for (const auto& row : rows) emit(row);
            }};
        const auto csv = fields_of(written(sheet, Format::csv));
        const std::string plain = written(sheet, Format::plain), markdown = written(sheet, Format::markdown),
                          json = written(sheet, Format::json), latex = written(sheet, Format::latex),
                          whole = written(sheet, Format::latex, true);
        const auto in = [](const std::string& text, const std::string& part) {
          return text.find(part) != std::string::npos;
        };
        RC_ASSERT(csv.size() == rows.size() + 1);
        for (std::size_t r = 0; r < rows.size(); ++r) {
          std::size_t at = 0;
          for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto shown = shown_by(rows[r][c], columns[c]);
            RC_ASSERT(csv[0][at] == columns[c].key + (columns[c].show == Show::both ? "_lo" : ""));
            if (const auto* m = std::get_if<Missing>(&rows[r][c])) {
              RC_ASSERT(csv[r + 1][at].empty() && in(csv[r + 1].back(), columns[c].key + ": " + m->why));
              for (const std::string* text : {&plain, &markdown, &latex, &json, &whole}) RC_ASSERT(in(*text, m->why));
            } else {
              RC_ASSERT(csv[r + 1][at] == shown.front());
              if (columns[c].show == Show::both) RC_ASSERT(csv[r + 1][at + 1] == shown.back());
            }
            for (const auto& x : shown) {
              if (columns[c].words) {
                RC_ASSERT(in(latex, tex_escaped(x)) && in(whole, tex_escaped(x)) && in(plain, x));
                continue;
              }
              RC_ASSERT(in(plain, x) && in(markdown, x));
              RC_ASSERT(in(latex, as_tex(x)) && in(whole, as_tex(x)));
              if (columns[c].show != Show::exact) RC_ASSERT(in(json, x));
            }
            at += columns[c].show == Show::both ? 2 : 1;
          }
          RC_ASSERT(csv[r + 1].size() == at + 1);
        }
        for (const auto& c : columns) RC_ASSERT(in(latex, c.heading.tex.empty() ? c.heading.plain : c.heading.tex));
        RC_ASSERT(in(latex, "\\emph{any}") && in(plain, "A caption of any table."));
        RC_ASSERT(whole.starts_with("\\documentclass") && whole.ends_with("\\end{document}\n"));
      },
      0.5);
  suite.fact("a block of LaTeX ends where its lines do, words that run over several counted", [] {
    const std::string text = "words of a cell that run over several lines of it, \\emph{one} after the other";
    const auto tables = [&](int millimetres) {
      const Sheet sheet{"long", {"long"}, {words("x", {"x"}, millimetres)}, [&](const auto& emit) {
                          for (int i = 0; i < 40; ++i) emit({Text{text, text}});
                        }};
      const std::string latex = written(sheet, Format::latex);
      std::size_t count = 0;
      for (auto at = latex.find("\\begin{table}"); at != std::string::npos; at = latex.find("\\begin{table}", at + 1))
        ++count;
      return count;
    };
    RC_ASSERT(tables(0) == 1U);
    RC_ASSERT(tables(40) > 1U && tables(10) > tables(40) && tables(1) >= tables(10));
  });
  suite.fact("the notes of one column go on behind z, each reason once", [] {
    const Sheet sheet{"x", {"x"}, {{"x", {"x"}}}, [](const auto& emit) {
                        for (int i = 0; i < 60; ++i) emit({Missing{"reason " + std::to_string(i / 2)}});
                      }};
    const std::string text = written(sheet, Format::markdown);
    for (const char* note : {"a: reason 0;", "z: reason 25;", "aa: reason 26;", "ad: reason 29"})
      RC_ASSERT(text.find(note) != std::string::npos && text.find(note) == text.rfind(note));
  });
  suite.fact("characters that JSON wants escaped are", [] {
    const std::string json = written(one_cell(words("x", {"x"}), Text{"a\"b\\c\n\x01"}), Format::json);
    RC_ASSERT(json.find(R"("a\"b\\c\u000a\u0001")") != std::string::npos);
    RC_ASSERT(parse_format("markdown") == Format::markdown && parse_format("latex") == Format::latex);
  });
  return suite.finish();
}
