#pragma once

#include <compare>
#include <concepts>
#include <type_traits>

#include "attest/number/integer.hpp"

namespace attest {

/// A rational number, always in lowest terms with a positive denominator; a regular value type over GMP's mpq_t.  One
/// that was moved from is 0 or the target's.
///
/// Domain   integers, fractions with a non-zero denominator, and doubles that are *said* to be exact:
///          `Rational::exact(0.1)` is 3602879701896397/36028797018963968.  There is no other way from a
///          floating-point number, so a rounded literal cannot pose as the number somebody wrote.
/// Throws   std::domain_error where a denominator or divisor is zero, or a double is not finite.
/// Cost     GMP's, about linear in the bits for + and -, M(bits) log(bits) where a gcd is taken.
/// Laws     property-tests/number/rational.cpp
class Rational {
 public:
  Rational() { mpq_init(q_); }
  template <std::integral I>
  Rational(I value) : Rational(Integer(value)) {}  // NOLINT: an integer is a rational
  Rational(const Integer& value) : Rational() { mpq_set_z(q_, value.raw()); }
  template <std::floating_point F>
  Rational(F) = delete;
  Rational(const Integer& numerator, const Integer& denominator);
  Rational(const Rational& other) : Rational() { mpq_set(q_, other.q_); }
  Rational(Rational&& other) noexcept : Rational() { mpq_swap(q_, other.q_); }
  Rational& operator=(const Rational& other) {
    mpq_set(q_, other.q_);
    return *this;
  }
  Rational& operator=(Rational&& other) noexcept {
    mpq_swap(q_, other.q_);
    return *this;
  }
  ~Rational() { mpq_clear(q_); }

  /// The rational that a finite double is.
  [[nodiscard]] static Rational exact(double value);
  /// 2^e for any int e.
  [[nodiscard]] static Rational power_of_two(long exponent);

  [[nodiscard]] Integer numerator() const;
  [[nodiscard]] Integer denominator() const;
  [[nodiscard]] int sign() const { return mpq_sgn(q_); }
  [[nodiscard]] bool is_integer() const { return mpz_cmp_ui(mpq_denref(q_), 1) == 0; }

  /// The double nearest to this number (ties to even); infinities beyond the range.
  [[nodiscard]] double nearest_double() const;
  /// A double at most (at least) this number and within two units in the last place of it.
  [[nodiscard]] double double_lower() const;
  [[nodiscard]] double double_upper() const;

  Rational& operator+=(const Rational& b) {
    mpq_add(q_, q_, b.q_);
    return *this;
  }
  Rational& operator-=(const Rational& b) {
    mpq_sub(q_, q_, b.q_);
    return *this;
  }
  Rational& operator*=(const Rational& b) {
    mpq_mul(q_, q_, b.q_);
    return *this;
  }
  Rational& operator/=(const Rational& b);

  friend Rational operator+(const Rational& a, const Rational& b) {
    Rational sum;
    mpq_add(sum.q_, a.q_, b.q_);
    return sum;
  }
  friend Rational operator-(const Rational& a, const Rational& b) {
    Rational difference;
    mpq_sub(difference.q_, a.q_, b.q_);
    return difference;
  }
  friend Rational operator*(const Rational& a, const Rational& b) {
    Rational product;
    mpq_mul(product.q_, a.q_, b.q_);
    return product;
  }
  friend Rational operator/(Rational a, const Rational& b) {
    a /= b;
    return a;
  }
  friend Rational operator-(Rational a) {
    mpq_neg(a.q_, a.q_);
    return a;
  }

  friend bool operator==(const Rational& a, const Rational& b) { return mpq_equal(a.q_, b.q_) != 0; }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) { return mpq_cmp(a.q_, b.q_) <=> 0; }

  /// Who writes to it leaves it in lowest terms with a positive denominator.
  [[nodiscard]] mpq_ptr raw() { return q_; }
  [[nodiscard]] mpq_srcptr raw() const { return q_; }

 private:
  mpq_t q_;
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
