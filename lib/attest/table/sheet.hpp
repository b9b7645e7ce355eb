#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "attest/number/rational.hpp"
#include "attest/number/text.hpp"

namespace attest::table {

/// Words, and how TeX says them where that differs.
struct Text {
  std::string plain;
  std::string tex{};  ///< empty: `plain`, escaped
};
/// A real number known to lie between two rationals; printed rounded outward.
struct Enclosure {
  Rational lower, upper;
};
/// What a clock said: of one machine, no guarantee.
struct Measured {
  double value = 0;
};
/// No value, and why; `undecided` where a longer computation might find one.
struct Missing {
  std::string why;
  bool undecided = false;
};
/// Integers and rationals are exact.
using Cell = std::variant<Text, Integer, Rational, Enclosure, Measured, Missing>;
using Row = std::vector<Cell>;

/// What a column holds: text and exact numbers; enclosures, of which one end or both are printed (JSON has both in any
/// case); or what a clock said.  Any cell may be missing, and enclosures may be exact numbers.
enum class Show { exact, below, above, both, measured };

/// A column: its name in CSV and JSON, its heading, its unit (may be empty), how enclosures are shown, to how many
/// significant digits, whether it holds words, and how wide it is in LaTeX where they run over several lines.
struct Column {
  std::string key;
  Text heading;
  std::string unit{};
  Show show = Show::exact;
  int digits = 4;
  bool words = false;   ///< set to the left, numbers to the right
  int millimetres = 0;  ///< 0: as wide as its widest cell
};
[[nodiscard]] inline Column words(std::string key, Text heading, int millimetres = 0) {
  return {std::move(key), std::move(heading), "", Show::exact, 0, true, millimetres};
}

/// A table whose rows are made one after the other: `rows` hands each to `emit`, with a cell for each column.
struct Sheet {
  std::string name;  ///< label tab:NAME
  Text caption;
  std::vector<Column> columns;
  std::function<void(const std::function<void(Row)>& emit)> rows;
};

/// A rational number, as a decimal where one of at most 12 digits is exact, else as a fraction (`7`, `3/7`,
/// `0.125`, `1e-06`); parse_rational reads it back exactly.
[[nodiscard]] std::string exact_text(const Rational& value);
/// `digits` significant digits rounded in `direction`, `0.00125` or `1.25e-07`, without trailing zeros.
[[nodiscard]] std::string rounded_text(const Rational& value, int digits, Direction direction);

}  // namespace attest::table
