#include "attest/number/ball.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace attest {
namespace {

constexpr long largest_exponent = 1L << 24;

/// A FLINT rational for the time of one call.
struct Fmpq {
  Fmpq() { fmpq_init(q); }
  explicit Fmpq(const Rational& r) : Fmpq() { fmpq_set_mpq(q, r.raw()); }
  ~Fmpq() { fmpq_clear(q); }
  Fmpq(const Fmpq&) = delete;
  Fmpq& operator=(const Fmpq&) = delete;
  fmpq_t q;
};

struct Arf {
  Arf() { arf_init(f); }
  ~Arf() { arf_clear(f); }
  Arf(const Arf&) = delete;
  Arf& operator=(const Arf&) = delete;
  arf_t f;
};

Rational to_rational(const arf_t f) {
  if (!arf_is_finite(f)) throw std::domain_error("ball: it has no finite bound here");
  if (!arf_is_zero(f) && arf_cmpabs_2exp_si(f, largest_exponent) >= 0)
    throw std::domain_error("ball: a bound beyond 2^(2^24) does not fit a rational of sane size");
  if (!arf_is_zero(f) && arf_cmpabs_2exp_si(f, -largest_exponent) <= 0)
    throw std::domain_error("ball: a bound below 2^-(2^24) does not fit a rational of sane size");
  Fmpq q;
  arf_get_fmpq(q.q, f);
  Rational value;
  fmpq_get_mpq(value.raw(), q.q);
  return value;
}

Rational bound(const arb_t x, int side) {
  Arf r, f;
  arf_set_mag(r.f, arb_radref(x));
  if (side < 0)
    arf_sub(f.f, arb_midref(x), r.f, ARF_PREC_EXACT, ARF_RND_DOWN);
  else
    arf_add(f.f, arb_midref(x), r.f, ARF_PREC_EXACT, ARF_RND_DOWN);
  return to_rational(f.f);
}

/// What Arb's function leaves in its first argument.
template <class F, class... Arguments>
Ball result_of(F f, Arguments... arguments) {
  Ball r;
  f(r.raw(), arguments...);
  return r;
}

}  // namespace

Ball::Ball(const Integer& value) : Ball() {
  fmpz_t z;
  fmpz_init(z);
  fmpz_set_mpz(z, value.raw());
  arb_set_fmpz(value_, z);
  fmpz_clear(z);
}

Ball::Ball(const Rational& value, Precision precision) : Ball() {
  const Fmpq q(value);
  arb_set_fmpq(value_, q.q, precision.bits());
}

Ball Ball::exact(double value) {
  if (!std::isfinite(value)) throw std::domain_error("value: not a finite double");
  Ball b;
  arf_set_d(arb_midref(b.value_), value);
  return b;
}

Ball Ball::between(const Rational& lower, const Rational& upper, Precision precision) {
  if (upper < lower) throw std::domain_error("interval: lower end above upper end");
  return hull(Ball(lower, precision), Ball(upper, precision), precision);
}

Rational Ball::lower() const { return bound(value_, -1); }
Rational Ball::upper() const { return bound(value_, +1); }
Rational Ball::midpoint() const { return to_rational(arb_midref(value_)); }

Rational Ball::radius() const {
  Arf r;
  arf_set_mag(r.f, arb_radref(value_));
  return to_rational(r.f);
}

Rational Ball::magnitude_upper() const {
  constexpr slong least = -1100;
  mag_t m;
  mag_init(m);
  arb_get_mag(m, value_);
  Arf f;
  arf_set_mag(f.f, m);
  const bool tiny = !mag_is_zero(m) && mag_cmp_2exp_si(m, least) < 0;
  mag_clear(m);
  return tiny ? Rational::power_of_two(least) : to_rational(f.f);
}

Ball neg(const Ball& a) { return result_of(arb_neg, a.raw()); }
Ball abs(const Ball& a) { return result_of(arb_abs, a.raw()); }
Ball add(const Ball& a, const Ball& b, Precision p) { return result_of(arb_add, a.raw(), b.raw(), p.bits()); }
Ball sub(const Ball& a, const Ball& b, Precision p) { return result_of(arb_sub, a.raw(), b.raw(), p.bits()); }
Ball mul(const Ball& a, const Ball& b, Precision p) { return result_of(arb_mul, a.raw(), b.raw(), p.bits()); }
Ball div(const Ball& a, const Ball& b, Precision p) { return result_of(arb_div, a.raw(), b.raw(), p.bits()); }
Ball pow(const Ball& a, unsigned long e, Precision p) { return result_of(arb_pow_ui, a.raw(), e, p.bits()); }
Ball exp(const Ball& a, Precision p) { return result_of(arb_exp, a.raw(), p.bits()); }
Ball log(const Ball& a, Precision p) { return result_of(arb_log, a.raw(), p.bits()); }
Ball sqrt(const Ball& a, Precision p) { return result_of(arb_sqrt, a.raw(), p.bits()); }
Ball constant_pi(Precision p) { return result_of(arb_const_pi, p.bits()); }
SinCos sin_cos(const Ball& a, Precision p) {
  SinCos out;
  arb_sin_cos(out.sin.raw(), out.cos.raw(), a.raw(), p.bits());
  return out;
}
Ball cos_pi(const Rational& x, Precision p) { return result_of(arb_cos_pi_fmpq, Fmpq(x).q, p.bits()); }
Ball max(const Ball& a, const Ball& b, Precision p) { return result_of(arb_max, a.raw(), b.raw(), p.bits()); }
Ball hull(const Ball& a, const Ball& b, Precision p) { return result_of(arb_union, a.raw(), b.raw(), p.bits()); }

Ball widened(const Ball& a, const Ball& r) {
  Ball s = a;
  arb_add_error(s.raw(), r.raw());
  return s;
}

Truth less(const Ball& x, const Ball& y) {
  if (arb_lt(x.raw(), y.raw())) return Truth::yes;
  return arb_ge(x.raw(), y.raw()) ? Truth::no : Truth::unknown;
}

Truth less_equal(const Ball& x, const Ball& y) { return !less(y, x); }
Truth positive(const Ball& x) { return less(Ball(0), x); }

Truth equal(const Ball& x, const Ball& y) {
  if (arb_eq(x.raw(), y.raw())) return Truth::yes;
  return arb_ne(x.raw(), y.raw()) ? Truth::no : Truth::unknown;
}

bool contains(const Ball& set, const Rational& x) {
  const Fmpq q(x);
  return arb_contains_fmpq(set.raw(), q.q) != 0;
}

bool contains(const Ball& set, const Ball& subset) { return arb_contains(set.raw(), subset.raw()) != 0; }
bool overlap(const Ball& a, const Ball& b) { return arb_overlaps(a.raw(), b.raw()) != 0; }

std::string to_text(const Ball& a, int digits) {
  if (!a.is_finite()) return "[not finite]";
  return "[" + to_decimal(a.lower(), digits, Direction::down) + ", " + to_decimal(a.upper(), digits, Direction::up) +
         "]";
}

}  // namespace attest
