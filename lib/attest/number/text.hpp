#pragma once

#include <string>
#include <string_view>

#include "attest/number/rational.hpp"

namespace attest {

/// Reads a rational number exactly: `7`, `-7/25`, `0.125`, `.5`, `1e-6`, `-2.5E+3`.
///
/// Domain   an optional sign, then digits "/" digits, or a decimal with an optional exponent; nothing
///          before or after.  The decimal point is '.', whatever the locale.
/// Limits   |exponent| <= largest_exponent and at most 10,000,000 characters, so that a short text cannot
///          ask for an unbounded number.
/// Throws   std::invalid_argument quoting the text and what is allowed.
/// Cost     M(digits) log(digits).
[[nodiscard]] Rational parse_rational(std::string_view text, long largest_exponent = 1'000'000);

/// `-7/25`, or `3` when the denominator is 1; parse_rational reads it back exactly.
[[nodiscard]] std::string to_text(const Rational& value);
[[nodiscard]] std::string to_text(const Integer& value);

enum class Direction { down, nearest, up };

/// `value` as a decimal with `digits` significant digits in scientific notation, correctly rounded in
/// `direction`, e.g. `1.2345e-07`; '.' whatever the locale.  Throws std::domain_error unless digits is in
/// 1 .. 1000000.
[[nodiscard]] std::string to_decimal(const Rational& value, int digits, Direction direction);

/// to_text where that has at most 40 characters, else a decimal of 6 digits: for a line that a person reads.
[[nodiscard]] std::string to_short_text(const Rational& value);

/// A double rounded up to `digits` digits for a person's eye; "infinity" and "nan" as such.
[[nodiscard]] std::string to_decimal_up(double value, int digits);

}  // namespace attest
