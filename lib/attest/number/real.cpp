#include "attest/number/real.hpp"

#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"

namespace attest {
namespace {

mpfr_rnd_t mode(Direction d) { return d == Direction::down ? MPFR_RNDD : (d == Direction::up ? MPFR_RNDU : MPFR_RNDN); }

void require_finite(const Real& r, const char* what) {
  if (!mpfr_number_p(r.raw())) throw std::domain_error(std::string(what) + ": no finite value for these arguments");
}

}  // namespace

Precision::Precision(long bits) : bits_(bits) {
  if (bits < 2 || bits > (1L << 30))
    throw std::domain_error("precision: " + std::to_string(bits) + " bits; allowed are 2 to 2^30");
}

Real::Real(Precision precision) { mpfr_init2(value_, precision.bits()); }

Real::Real(const Rational& value, Precision precision, Direction direction) : Real(precision) {
  mpfr_set_q(value_, value.backend().backend().data(), mode(direction));
}

Real::Real(const Real& other) {
  mpfr_init2(value_, mpfr_get_prec(other.value_));
  mpfr_set(value_, other.value_, MPFR_RNDN);
}

Real::Real(Real&& other) noexcept {
  mpfr_init2(value_, MPFR_PREC_MIN);
  mpfr_set_zero(value_, 1);
  mpfr_swap(value_, other.value_);
}

Real& Real::operator=(const Real& other) {
  if (this != &other) {
    mpfr_set_prec(value_, mpfr_get_prec(other.value_));
    mpfr_set(value_, other.value_, MPFR_RNDN);
  }
  return *this;
}

Real& Real::operator=(Real&& other) noexcept {
  mpfr_swap(value_, other.value_);
  return *this;
}

Real::~Real() { mpfr_clear(value_); }

Rational Real::exact() const {
  Rational::Backend q;
  if (!mpfr_zero_p(value_)) mpfr_get_q(q.backend().data(), value_);
  return Rational::from_backend(std::move(q));
}

Real combine(int (*f)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t), const Real& a, const Real& b,
             Precision precision) {
  Real r(precision);
  f(r.raw(), a.raw(), b.raw(), MPFR_RNDN);
  require_finite(r, "real arithmetic");
  return r;
}

Real apply(int (*f)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t), const Real& a, Precision precision) {
  Real r(precision);
  f(r.raw(), a.raw(), MPFR_RNDN);
  require_finite(r, "real function");
  return r;
}

Real add(const Real& a, const Real& b, Precision p) { return combine(mpfr_add, a, b, p); }
Real sub(const Real& a, const Real& b, Precision p) { return combine(mpfr_sub, a, b, p); }
Real mul(const Real& a, const Real& b, Precision p) { return combine(mpfr_mul, a, b, p); }
Real div(const Real& a, const Real& b, Precision p) { return combine(mpfr_div, a, b, p); }
Real exp(const Real& a, Precision p) { return apply(mpfr_exp, a, p); }
Real log(const Real& a, Precision p) { return apply(mpfr_log, a, p); }
Real cos(const Real& a, Precision p) { return apply(mpfr_cos, a, p); }

Real pi(Precision precision) {
  Real r(Rational(0), precision);
  mpfr_const_pi(r.raw(), MPFR_RNDN);
  return r;
}

}  // namespace attest
