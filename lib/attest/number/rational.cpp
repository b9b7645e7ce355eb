#include "attest/number/rational.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include "attest/number/text.hpp"

namespace attest {

Rational::Rational(const Integer& numerator, const Integer& denominator) {
  if (denominator == 0) throw std::domain_error("denominator: 0; a fraction needs a non-zero one");
  value_ = Backend(numerator, denominator);
}

Rational Rational::exact(double value) {
  if (!std::isfinite(value))
    throw std::domain_error("value: " + std::string(std::isnan(value) ? "nan" : "infinity") +
                            "; only finite doubles are rational numbers");
  Rational r;
  mpq_set_d(r.value_.backend().data(), value);
  return r;
}

Rational Rational::power_of_two(long exponent) {
  const Integer one = 1;
  const auto shift = static_cast<unsigned long>(exponent < 0 ? -exponent : exponent);
  return exponent < 0 ? Rational(one, one << shift) : Rational(Integer(one << shift));
}

Rational Rational::from_backend(Backend value) {
  Rational r;
  r.value_ = std::move(value);
  mpq_canonicalize(r.value_.backend().data());
  return r;
}

Rational& Rational::operator/=(const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("divisor: 0; " + to_text(*this) + " / 0 is not a number");
  value_ /= b.value_;
  return *this;
}

namespace {

/// The truncated a, moved away from zero where a is beyond the middle between it and its neighbour, or there and the
/// truncated one is odd.
double rounded(double truncated, const Rational& a) {
  if (!std::isfinite(truncated)) return truncated;
  const int unit = std::max(truncated == 0 ? -1022 : std::ilogb(truncated), -1022) - 52;
  const Rational middle = abs(Rational::exact(truncated)) + Rational::power_of_two(unit - 1);
  const auto order = abs(a) <=> middle;
  const bool odd = (std::bit_cast<std::uint64_t>(truncated) & 1) != 0;
  if (order < 0 || (order == 0 && !odd)) return truncated;
  return std::nextafter(truncated, a.sign() * std::numeric_limits<double>::infinity());
}

}  // namespace

double Rational::nearest_double() const {
  const mpz_srcptr top = mpq_numref(value_.backend().data()), below = mpq_denref(value_.backend().data());
  const std::size_t bits = mpz_sizeinbase(below, 2);
  if (mpz_sizeinbase(top, 2) <= 53) {
    if (bits <= 53) return mpz_get_d(top) / mpz_get_d(below);  // both exact: rounded once
    if (bits <= 2000 && mpz_scan1(below, 0) == bits - 1) return std::ldexp(mpz_get_d(top), 1 - static_cast<int>(bits));
  }
  return rounded(mpq_get_d(value_.backend().data()), *this);
}

double Rational::double_lower() const {
  const double toward_zero = mpq_get_d(value_.backend().data());
  if (std::isinf(toward_zero)) return toward_zero > 0 ? std::numeric_limits<double>::max() : toward_zero;
  if (sign() >= 0 || Rational::exact(toward_zero) == *this) return toward_zero;
  return std::nextafter(toward_zero, -std::numeric_limits<double>::infinity());
}

double Rational::double_upper() const { return -(-*this).double_lower(); }

Rational abs(const Rational& a) { return a.sign() < 0 ? -a : a; }
const Rational& min(const Rational& a, const Rational& b) { return b < a ? b : a; }
const Rational& max(const Rational& a, const Rational& b) { return a < b ? b : a; }

namespace {

/// a^e, refused where GMP, whose sizes end at 2^37 bits, would abort.
Integer power(const Integer& a, unsigned long e) {
  constexpr unsigned long most_bits = 1UL << 36;
  if (a.is_zero() || a == 1 || a == -1) return e == 0 ? Integer(1) : (e % 2 == 0 ? Integer(a * a) : a);
  if (e > most_bits / mpz_sizeinbase(a.backend().data(), 2))
    throw std::length_error("exponent: " + std::to_string(e) + "; the power would have more than 2^36 bits");
  Integer result;
  mpz_pow_ui(result.backend().data(), a.backend().data(), e);
  return result;
}

}  // namespace

Rational pow(const Rational& a, long e) {
  const auto size = e < 0 ? 0UL - static_cast<unsigned long>(e) : static_cast<unsigned long>(e);
  const Rational result(power(a.numerator(), size), power(a.denominator(), size));
  return e < 0 ? Rational(1) / result : result;
}

Integer floor(const Rational& a) {
  Integer q;
  const Integer n = a.numerator(), d = a.denominator();
  mpz_fdiv_q(q.backend().data(), n.backend().data(), d.backend().data());
  return q;
}

Integer ceil(const Rational& a) { return -floor(-a); }

Rational round_to_bits(const Rational& a, long bits) {
  const Rational scale = Rational::power_of_two(bits);
  return Rational(floor(a * scale + Rational(1, 2))) / scale;
}

}  // namespace attest
