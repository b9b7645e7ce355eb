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
        RC_ASSERT(i < t.size() && std::string("{}$&#_%").find(t[i]) != std::string::npos);
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
  return suite.finish();
}
