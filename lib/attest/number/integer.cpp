#include "attest/number/integer.hpp"

#include <cstring>
#include <stdexcept>

namespace attest {
namespace {

constexpr unsigned long most_bits = 1UL << 36;  // GMP, whose sizes end at 2^37 bits, would abort

}  // namespace

std::string Integer::str() const {
  std::string digits(mpz_sizeinbase(z_, 10) + 2, '\0');  // a sign and the end
  mpz_get_str(digits.data(), 10, z_);
  digits.resize(std::strlen(digits.c_str()));
  return digits;
}

void Integer::require_divisor() const {
  if (sign() == 0) throw std::domain_error("divisor: 0; no integer is divided by it");
}

Integer operator<<(Integer a, unsigned long n) {
  if (n > most_bits || a.bits() > most_bits - n)
    throw std::length_error("shift: " + std::to_string(n) + "; the integer would have more than 2^36 bits");
  mpz_mul_2exp(a.z_, a.z_, n);
  return a;
}

Integer abs(Integer a) {
  mpz_abs(a.raw(), a.raw());
  return a;
}

Integer gcd(const Integer& a, const Integer& b) {
  Integer d;
  mpz_gcd(d.raw(), a.raw(), b.raw());
  return d;
}

Integer lcm(const Integer& a, const Integer& b) {
  Integer m;
  mpz_lcm(m.raw(), a.raw(), b.raw());
  return m;
}

Integer pow(const Integer& a, unsigned long e) {
  if (a == 0 || a == 1 || a == -1) return e == 0 ? Integer(1) : (e % 2 == 0 ? a * a : a);
  if (e > most_bits / a.bits())
    throw std::length_error("exponent: " + std::to_string(e) + "; the power would have more than 2^36 bits");
  Integer power;
  mpz_pow_ui(power.raw(), a.raw(), e);
  return power;
}

Integer sqrt(const Integer& a) {
  if (a < 0) throw std::domain_error("sqrt: " + a.str() + "; an integer of at least 0 is needed");
  Integer root;
  mpz_sqrt(root.raw(), a.raw());
  return root;
}

}  // namespace attest
