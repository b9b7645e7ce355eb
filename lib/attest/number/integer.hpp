#pragma once

#include <gmp.h>

#include <compare>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>

namespace attest {

/// An integer of any size, a regular value type over GMP's mpz_t.  One that was moved from is 0 or the target's.
///
/// Domain   integers of less than 2^37 bits, where GMP ends.  None comes from a floating-point number: a rounded literal
///          cannot pose as the number somebody wrote (Rational::exact says what it is).
/// Rounding a / b and a % b truncate toward zero, as those of C++ do; a >> n is the floor of a / 2^n.
/// Throws   std::domain_error where a divisor is zero; std::length_error where a shift or a power would have over 2^36
///          bits, before GMP aborts.
/// Cost     GMP's: linear in the bits for + and -, M(bits) for * and /.
/// Laws     property-tests/number/integer.cpp
class Integer {
 public:
  Integer() noexcept { mpz_init(z_); }  // allocates nothing
  template <std::integral I>
  Integer(I value) {  // NOLINT: a machine's integer is one
    static_assert(sizeof(I) <= sizeof(long));
    if constexpr (std::signed_integral<I>)
      mpz_init_set_si(z_, value);
    else
      mpz_init_set_ui(z_, value);
  }
  template <std::floating_point F>
  Integer(F) = delete;
  Integer(const Integer& other) { mpz_init_set(z_, other.z_); }
  Integer(Integer&& other) noexcept : Integer() { mpz_swap(z_, other.z_); }
  Integer& operator=(const Integer& other) {
    mpz_set(z_, other.z_);
    return *this;
  }
  Integer& operator=(Integer&& other) noexcept {
    mpz_swap(z_, other.z_);
    return *this;
  }
  ~Integer() { mpz_clear(z_); }

  [[nodiscard]] int sign() const { return mpz_sgn(z_); }
  /// The least n with |*this| < 2^n.
  [[nodiscard]] std::size_t bits() const { return sign() == 0 ? 0 : mpz_sizeinbase(z_, 2); }
  /// The T nearest to this number, for the long and unsigned T.
  template <std::integral T>
    requires(sizeof(T) == sizeof(long))
  explicit operator T() const {
    using Ends = std::numeric_limits<T>;
    if constexpr (std::signed_integral<T>)
      return mpz_fits_slong_p(z_) != 0 ? mpz_get_si(z_) : (sign() < 0 ? Ends::min() : Ends::max());
    else
      return sign() < 0 ? 0 : (mpz_fits_ulong_p(z_) != 0 ? mpz_get_ui(z_) : Ends::max());
  }
  /// A double at most this far from 0, within a unit in its last place; infinite beyond the range.
  [[nodiscard]] double truncated_double() const { return mpz_get_d(z_); }
  /// In decimal.
  [[nodiscard]] std::string str() const;

  Integer& operator++() {
    mpz_add_ui(z_, z_, 1);
    return *this;
  }
  Integer& operator+=(const Integer& b) {
    mpz_add(z_, z_, b.z_);
    return *this;
  }
  Integer& operator-=(const Integer& b) {
    mpz_sub(z_, z_, b.z_);
    return *this;
  }
  Integer& operator*=(const Integer& b) {
    mpz_mul(z_, z_, b.z_);
    return *this;
  }
  Integer& operator/=(const Integer& b) {
    b.require_divisor();
    mpz_tdiv_q(z_, z_, b.z_);
    return *this;
  }
  Integer& operator%=(const Integer& b) {
    b.require_divisor();
    mpz_tdiv_r(z_, z_, b.z_);
    return *this;
  }

  friend Integer operator+(Integer a, const Integer& b) {
    a += b;
    return a;
  }
  friend Integer operator-(Integer a, const Integer& b) {
    a -= b;
    return a;
  }
  friend Integer operator*(const Integer& a, const Integer& b) {
    Integer product;
    mpz_mul(product.z_, a.z_, b.z_);
    return product;
  }
  friend Integer operator/(Integer a, const Integer& b) {
    a /= b;
    return a;
  }
  friend Integer operator%(Integer a, const Integer& b) {
    a %= b;
    return a;
  }
  friend Integer operator-(Integer a) {
    mpz_neg(a.z_, a.z_);
    return a;
  }
  friend Integer operator<<(Integer a, unsigned long n);
  friend Integer operator>>(Integer a, unsigned long n) {
    mpz_fdiv_q_2exp(a.z_, a.z_, n);
    return a;
  }

  friend bool operator==(const Integer& a, const Integer& b) { return mpz_cmp(a.z_, b.z_) == 0; }
  friend std::strong_ordering operator<=>(const Integer& a, const Integer& b) { return mpz_cmp(a.z_, b.z_) <=> 0; }
  template <std::integral I>
  friend bool operator==(const Integer& a, I b) {
    return a.compared(b) == 0;
  }
  template <std::integral I>
  friend std::strong_ordering operator<=>(const Integer& a, I b) {
    return a.compared(b) <=> 0;
  }

  [[nodiscard]] mpz_ptr raw() { return z_; }
  [[nodiscard]] mpz_srcptr raw() const { return z_; }

 private:
  void require_divisor() const;
  template <std::integral I>
  [[nodiscard]] int compared(I b) const {
    if constexpr (std::signed_integral<I>)
      return mpz_cmp_si(z_, b);
    else
      return mpz_cmp_ui(z_, b);
  }

  mpz_t z_;
};

[[nodiscard]] Integer operator<<(Integer a, unsigned long n);
[[nodiscard]] Integer abs(Integer a);
/// The greatest common divisor and the least common multiple, both at least 0.
[[nodiscard]] Integer gcd(const Integer& a, const Integer& b);
[[nodiscard]] Integer lcm(const Integer& a, const Integer& b);
/// a^e, 0^0 = 1.
[[nodiscard]] Integer pow(const Integer& a, unsigned long e);
/// The floor of the root of a; std::domain_error for a < 0.
[[nodiscard]] Integer sqrt(const Integer& a);

}  // namespace attest
