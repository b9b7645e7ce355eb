#include "attest/expoly/bessel.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/number/flint_functions.hpp"
#include "common.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;

namespace {

Ball arb_value(void (*f)(arb_t, const arb_t, const arb_t, slong), std::size_t k, const Rational& x, Precision p) {
  Ball value, order(k);
  f(value.raw(), order.raw(), Ball(x, p).raw(), p.bits());
  return value;
}

}  // namespace

int main() {
  Suite s("expoly/bessel");
  s.law(
      "enclosures of I_k overlap Arb's own, and the tail is what is left of the generating sum",
      [] {
        const Rational x = positive_rational(30);
        const std::size_t n = static_cast<std::size_t>(ceil(x)) + size_in(0, 40);
        const Precision p(*rc::gen::element(64L, 128L, 256L));
        const BesselI b = bessel_i(x, n, p);
        Ball sum = b.tail;
        for (std::size_t k = 0; k <= n; ++k) {
          RC_ASSERT(overlap(arb_value(arb_hypgeom_bessel_i, k, x, p), b.value[k]));
          RC_ASSERT(b.value[k].radius() <= b.value[k].upper() * Rational::power_of_two(32 - p.bits()));
          if (k > 0) sum = add(sum, b.value[k], p);
        }
        // e^x = I_0 + 2 (I_1 + I_2 + ...)
        RC_ASSERT(overlap(exp(Ball(x, p), p), add(b.value[0], mul(Ball(2), sum, p), p)));
      },
      0.5);
  s.law(
      "enclosures of J_k, k >= x, overlap Arb's own, are certainly positive and fall",
      [] {
        const Rational x = positive_rational(60);
        const std::size_t first = static_cast<std::size_t>(ceil(x)) + size_in(0, 10);
        const std::size_t n = std::max(first, 2 * static_cast<std::size_t>(ceil(x))) + size_in(0, 30);
        const Precision p(*rc::gen::element(64L, 128L));
        const BesselJ b = bessel_j(x, first, n, p);
        for (std::size_t k = first; k <= n; ++k) {
          RC_ASSERT(overlap(arb_value(arb_hypgeom_bessel_j, k, x, Precision(512)), b.value[k - first]));
          RC_ASSERT(certainly(positive(b.value[k - first])));
          RC_ASSERT(b.value[k - first].radius() <= b.value[k - first].upper() * Rational::power_of_two(16 - p.bits()));
          if (k > first) RC_ASSERT(certainly(less(b.value[k - first], b.value[k - first - 1])));
        }
        Ball rest;  // the terms behind the table, many more than matter
        for (std::size_t k = n + 1; k < n + 60; ++k)
          rest = add(rest, arb_value(arb_hypgeom_bessel_j, k, x, Precision(512)), p);
        RC_ASSERT(b.tail.lower() <= rest.upper() && rest.lower() <= b.tail.upper());
      },
      0.3);
  s.law("J is what the multiplication theorem makes of I: J_n(x) = sum (-x)^m / m! I_{n+m}(x), and back", [] {
    const Rational x = positive_rational(6);
    const std::size_t first = static_cast<std::size_t>(ceil(x)) + size_in(0, 8), n = first + 120;
    const Precision p(256);
    const BesselI I = bessel_i(x, n, p);
    const BesselJ J = bessel_j(x, first, n, p);
    Ball j, i, power(1);
    for (std::size_t m = 0; first + m < n; ++m) {
      j = add(j, mul(m % 2 ? neg(power) : power, I.value[first + m], p), p);
      i = add(i, mul(power, J.value[m], p), p);
      power = div(mul(power, Ball(x, p), p), Ball(m + 1), p);
    }
    const Ball hair(Rational::power_of_two(-150), p);
    RC_ASSERT(overlap(widened(j, hair), J.value[0]));
    RC_ASSERT(overlap(widened(i, hair), I.value[first]));
  });
  s.law("the sandwich in I is in order, falls with the degree, and scales with the midpoint", [] {
    const Interval I = proper_interval(12);
    const Precision p(192);
    const BesselSandwich b(I, eps_of(30), p);
    const std::size_t g = size_in(0, 30);
    RC_PRE(g + 1 < b.degrees());
    RC_ASSERT(certainly(less_equal(b.lower(g), b.upper(g))));
    RC_ASSERT(!certainly(less(b.upper(g), b.upper(g + 1))));
    const Interval centred(-I.half_width(), I.half_width());
    const BesselSandwich c(centred, eps_of(40), p);
    RC_ASSERT(overlap(b.upper(g), mul(exp(Ball(I.midpoint(), p), p), c.upper(g), p)));
  });
  s.law("the sandwich in J is in order and falls with the degree", [] {
    const Interval I = proper_interval(40);
    const Precision p(192);
    const RelativeSandwich b(I, eps_of(30), p);
    const std::size_t g = b.first() + size_in(0, 40);
    RC_PRE(g + 1 <= b.last());
    RC_ASSERT(certainly(less_equal(b.lower(g), b.upper(g))));
    RC_ASSERT(!certainly(less(b.upper(g), b.upper(g + 1))));
    RC_ASSERT(!certainly(less(b.lower(g), b.lower(g + 1))));
  });
  s.fact("arguments out of range are refused by name", [] {
    RC_ASSERT(
        throws_with<std::domain_error>([] { static_cast<void>(bessel_i(Rational(-1), 5, Precision(64))); }, {"x: -1"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(bessel_i(Rational(9), 7, Precision(64))); },
                                             {"n: 7", "x = 9"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(bessel_j(Rational(0), 8, 30, Precision(64))); },
                                             {"x: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(bessel_j(Rational(9), 8, 30, Precision(64))); },
                                             {"first", "8"}));
    RC_ASSERT(throws_with<std::domain_error>([] { RelativeSandwich(Interval(2, 2), Rational(1, 2), Precision(64)); },
                                             {"half-width 0"}));
  });
  return s.finish();
}
