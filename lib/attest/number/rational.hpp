#pragma once

#include <compare>
#include <concepts>
#include <type_traits>

#include "attest/number/integer.hpp"

namespace attest {

/// A rational number, always in lowest terms with a positive denominator; a regular value type over
/// Boost.Multiprecision's GMP backend.
///
/// Domain   integers, fractions with a non-zero denominator, and doubles that are *said* to be exact:
///          `Rational::exact(0.1)` is 3602879701896397/36028797018963968.  There is no other way from a
///          floating-point number, so a rounded literal cannot pose as the number somebody wrote.
/// Throws   std::domain_error where a denominator or divisor is zero, or a double is not finite.
/// Cost     GMP's, about linear in the bits for + and -, M(bits) log(bits) where a gcd is taken.
/// Laws     property-tests/number/rational.cpp
class Rational {
 public:
  Rational() = default;
  template <std::integral I>
  Rational(I value) : value_(value) {}  // NOLINT: an integer is a rational
  Rational(const Integer& value) : value_(value) {}
  template <std::floating_point F>
  Rational(F) = delete;
  Rational(const Integer& numerator, const Integer& denominator);

  /// The rational that a finite double is.
  [[nodiscard]] static Rational exact(double value);
  /// 2^e for any int e.
  [[nodiscard]] static Rational power_of_two(long exponent);

  [[nodiscard]] Integer numerator() const { return boost::multiprecision::numerator(value_); }
  [[nodiscard]] Integer denominator() const { return boost::multiprecision::denominator(value_); }
  [[nodiscard]] int sign() const { return value_.sign(); }
  [[nodiscard]] bool is_integer() const { return denominator() == 1; }

  /// The double nearest to this number (ties to even); infinities beyond the range.
  [[nodiscard]] double nearest_double() const;
  /// A double at most (at least) this number and within two units in the last place of it.
  [[nodiscard]] double double_lower() const;
  [[nodiscard]] double double_upper() const;

  Rational& operator+=(const Rational& b) {
    value_ += b.value_;
    return *this;
  }
  Rational& operator-=(const Rational& b) {
    value_ -= b.value_;
    return *this;
  }
  Rational& operator*=(const Rational& b) {
    value_ *= b.value_;
    return *this;
  }
  Rational& operator/=(const Rational& b);

  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
  friend Rational operator-(Rational a) {
    a.value_ = -a.value_;
    return a;
  }

  friend bool operator==(const Rational& a, const Rational& b) { return a.value_ == b.value_; }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    const int c = a.value_.compare(b.value_);
    return c < 0 ? std::strong_ordering::less : (c > 0 ? std::strong_ordering::greater : std::strong_ordering::equal);
  }

  using Backend = boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;
  [[nodiscard]] const Backend& backend() const { return value_; }
  [[nodiscard]] static Rational from_backend(Backend value);

 private:
  Backend value_;
};

[[nodiscard]] Rational abs(const Rational& a);
[[nodiscard]] const Rational& min(const Rational& a, const Rational& b);
[[nodiscard]] const Rational& max(const Rational& a, const Rational& b);
/// a^e, 0^0 = 1; std::domain_error for a = 0 with e < 0, std::length_error where it would have over 2^36 bits.
[[nodiscard]] Rational pow(const Rational& a, long e);
[[nodiscard]] Integer floor(const Rational& a);
[[nodiscard]] Integer ceil(const Rational& a);
/// The multiple of 2^-bits nearest to a (halves upward).
[[nodiscard]] Rational round_to_bits(const Rational& a, long bits);

}  // namespace attest
