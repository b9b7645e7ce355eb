#include "attest/table/sheet.hpp"

namespace attest::table {
namespace {

constexpr long smallest_positional = -4, largest_positional = 7;

/// `1.2500e-03` with its zeros and, where that is short, its exponent worked into the digits.
std::string readable(std::string scientific) {
  std::string sign;
  if (scientific.front() == '-') {
    sign = "-";
    scientific.erase(0, 1);
  }
  const auto e = scientific.find('e');
  const long exponent = e == std::string::npos ? 0 : std::stol(scientific.substr(e + 1));
  std::string digits = scientific.substr(0, e);
  if (const auto point = digits.find('.'); point != std::string::npos) digits.erase(point, 1);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.empty()) return "0";
  const auto count = static_cast<long>(digits.size());
  if (exponent < smallest_positional || exponent > largest_positional) {
    if (count > 1) digits.insert(1, ".");
    return sign + digits + "e" + std::to_string(exponent);
  }
  if (exponent < 0) return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (count <= exponent + 1) return sign + digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
  return sign + digits.insert(static_cast<std::size_t>(exponent + 1), ".");
}

}  // namespace

std::string rounded_text(const Rational& value, int digits, Direction direction) {
  return readable(to_decimal(value, digits, direction));
}

std::string exact_text(const Rational& value) {
  constexpr int most_digits = 12;
  if (value.is_integer() && abs(value) < Rational(100'000'000)) return to_text(value);
  const std::string decimal = rounded_text(value, most_digits, Direction::nearest);
  return parse_rational(decimal) == value ? decimal : to_text(value);
}

}  // namespace attest::table
