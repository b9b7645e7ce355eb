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
  mpq_init(q_);
  mpz_set(mpq_numref(q_), numerator.raw());
  mpz_set(mpq_denref(q_), denominator.raw());
  mpq_canonicalize(q_);
}

Rational Rational::exact(double value) {
  if (!std::isfinite(value))
    throw std::domain_error("value: " + std::string(std::isnan(value) ? "nan" : "infinity") +
                            "; only finite doubles are rational numbers");
  Rational r;
  mpq_set_d(r.q_, value);
  return r;
}

Rational Rational::power_of_two(long exponent) {
  const Integer one = 1;
  const auto shift = static_cast<unsigned long>(exponent < 0 ? -exponent : exponent);
  return exponent < 0 ? Rational(one, one << shift) : Rational(Integer(one << shift));
}

Integer Rational::numerator() const {
  Integer n;
  mpq_get_num(n.raw(), q_);
  return n;
}

Integer Rational::denominator() const {
  Integer d;
  mpq_get_den(d.raw(), q_);
  return d;
}

Rational& Rational::operator/=(const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("divisor: 0; " + to_text(*this) + " / 0 is not a number");
  mpq_div(q_, q_, b.q_);
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
  const mpz_srcptr top = mpq_numref(q_), below = mpq_denref(q_);
  const std::size_t bits = mpz_sizeinbase(below, 2);
  if (mpz_sizeinbase(top, 2) <= 53) {
    if (bits <= 53) return mpz_get_d(top) / mpz_get_d(below);  // both exact: rounded once
    if (bits <= 2000 && mpz_scan1(below, 0) == bits - 1) return std::ldexp(mpz_get_d(top), 1 - static_cast<int>(bits));
  }
  return rounded(mpq_get_d(q_), *this);
}

double Rational::double_lower() const {
  const double toward_zero = mpq_get_d(q_);
  if (std::isinf(toward_zero)) return toward_zero > 0 ? std::numeric_limits<double>::max() : toward_zero;
  if (sign() >= 0 || Rational::exact(toward_zero) == *this) return toward_zero;
  return std::nextafter(toward_zero, -std::numeric_limits<double>::infinity());
}

double Rational::double_upper() const { return -(-*this).double_lower(); }

Rational abs(const Rational& a) { return a.sign() < 0 ? -a : a; }
const Rational& min(const Rational& a, const Rational& b) { return b < a ? b : a; }
const Rational& max(const Rational& a, const Rational& b) { return a < b ? b : a; }

Rational pow(const Rational& a, long e) {
  const auto size = e < 0 ? 0UL - static_cast<unsigned long>(e) : static_cast<unsigned long>(e);
  const Rational result(pow(a.numerator(), size), pow(a.denominator(), size));
  return e < 0 ? Rational(1) / result : result;
}

Integer floor(const Rational& a) {
  Integer q;
  mpz_fdiv_q(q.raw(), mpq_numref(a.raw()), mpq_denref(a.raw()));
  return q;
}

Integer ceil(const Rational& a) { return -floor(-a); }

Rational round_to_bits(const Rational& a, long bits) {
  const Rational scale = Rational::power_of_two(bits);
  return Rational(floor(a * scale + Rational(1, 2))) / scale;
}

}  // namespace attest
