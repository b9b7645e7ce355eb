#include "attest/number/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace attest {
namespace {

constexpr std::size_t longest_text = 10'000'000;

[[noreturn]] void refuse(std::string_view text, const char* why) {
  constexpr std::size_t shown = 60;
  std::string quoted;
  for (const char c : text.substr(0, shown)) quoted += c >= ' ' && c != 127 ? c : '?';
  if (text.size() > shown) quoted += "...";
  throw std::invalid_argument("number: '" + quoted + "' " + why +
                              "; write an integer, a fraction a/b or a decimal such as 2.5e-3");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The leading digits of `rest`, removed from it.
std::string_view take_digits(std::string_view& rest) {
  std::size_t n = 0;
  while (n < rest.size() && is_digit(rest[n])) ++n;
  const auto digits = rest.substr(0, n);
  rest.remove_prefix(n);
  return digits;
}

bool take(std::string_view& rest, char c) {
  if (rest.empty() || rest.front() != c) return false;
  rest.remove_prefix(1);
  return true;
}

Integer to_integer(const std::string& digits) {
  Integer value;
  if (!digits.empty()) mpz_set_str(value.raw(), digits.c_str(), 10);
  return value;
}

long take_exponent(std::string_view& rest, std::string_view text, long largest) {
  const bool negative = take(rest, '-');
  if (!negative) take(rest, '+');
  auto digits = take_digits(rest);
  if (digits.empty()) refuse(text, "has no digits in its exponent");
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  const long e = digits.size() > 9 ? largest + 1 : std::strtol(std::string(digits).c_str(), nullptr, 10);
  if (e > largest) refuse(text, ("has an exponent beyond " + std::to_string(largest)).c_str());
  return negative ? -e : e;
}

}  // namespace

Rational parse_rational(std::string_view text, long largest_exponent) {
  if (text.size() > longest_text) refuse(text, "is longer than 10000000 characters");
  std::string_view rest = text;
  const bool negative = take(rest, '-');
  if (!negative) take(rest, '+');

  const std::string whole(take_digits(rest));
  if (!whole.empty() && take(rest, '/')) {
    const std::string below(take_digits(rest));
    if (below.empty() || !rest.empty()) refuse(text, "is not a fraction");
    const Integer denominator = to_integer(below);
    if (denominator == 0) refuse(text, "has denominator 0");
    const Rational value(to_integer(whole), denominator);
    return negative ? -value : value;
  }

  std::string fraction;
  if (take(rest, '.')) fraction = take_digits(rest);
  if (whole.empty() && fraction.empty()) refuse(text, "is not a number");
  long exponent = 0;
  if (take(rest, 'e') || take(rest, 'E')) exponent = take_exponent(rest, text, largest_exponent);
  if (!rest.empty()) refuse(text, "is not a number");

  const Rational value =
      Rational(to_integer(whole + fraction)) * pow(Rational(10), exponent - static_cast<long>(fraction.size()));
  return negative ? -value : value;
}

std::string to_text(const Integer& value) { return value.str(); }

std::string to_text(const Rational& value) {
  const Integer d = value.denominator();
  return d == 1 ? value.numerator().str() : value.numerator().str() + "/" + d.str();
}

std::string to_decimal(const Rational& value, int digits, Direction direction) {
  if (digits < 1 || digits > 1'000'000)
    throw std::domain_error("digits: " + std::to_string(digits) + "; allowed are 1 to 1000000");
  if (value.sign() == 0) return "0";

  // Exact by integer division: value = n/d, wanted is q with q * 10^e on the asked side of value.
  const bool negative = value.sign() < 0;
  const Rational a = abs(value);
  long e = static_cast<long>(a.numerator().str().size()) - static_cast<long>(a.denominator().str().size());
  if (a < pow(Rational(10), e)) --e;  // now 10^e <= a < 10^(e+1)
  const Rational scaled = a * pow(Rational(10), digits - 1 - e);
  const bool outward = (direction == Direction::up) != negative;
  Integer q =
      direction == Direction::nearest ? floor(scaled + Rational(1, 2)) : (outward ? ceil(scaled) : floor(scaled));
  std::string s = q.str();
  if (s.size() > static_cast<std::size_t>(digits)) {  // 999.. rounded up to 1000..
    s.pop_back();
    ++e;
  }
  std::string out = negative ? "-" : "";
  out += s[0];
  if (digits > 1) out += "." + s.substr(1);
  const long shown = e < 0 ? -e : e;
  out += e < 0 ? "e-" : "e+";
  if (shown < 10) out += "0";
  return out + std::to_string(shown);
}

std::string to_short_text(const Rational& value) {
  std::string text = to_text(value);
  return text.size() <= 40 ? text : to_decimal(value, 6, Direction::nearest);
}

std::string to_decimal_up(double value, int digits) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-infinity" : "infinity";
  return to_decimal(Rational::exact(value), digits, Direction::up);
}

}  // namespace attest
