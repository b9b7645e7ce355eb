#include <map>
#include <utility>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/polynomial/chebyshev_series.hpp"
#include "attest/polynomial/monomials.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::polynomial;

int main() {
  Suite s("polynomial/polynomial");
  s.law("evaluation is a ring homomorphism", [] {
    const Polynomial p = random_polynomial(size_in(0, 6)), q = random_polynomial(size_in(0, 6));
    const Rational x = rational(3), c = rational(3);
    RC_ASSERT((p + q)(x) == p(x) + q(x));
    RC_ASSERT((p - q)(x) == p(x) - q(x));
    RC_ASSERT((p * q)(x) == p(x) * q(x));
    RC_ASSERT((c * p)(x) == c * p(x));
  });
  s.law("an affine substitution evaluates at the substituted point", [] {
    const Polynomial p = random_polynomial(size_in(0, 8));
    const Rational a = rational(3), b = rational(3), x = rational(3);
    RC_ASSERT(compose_affine(p, a, b)(x) == p(a + b * x));
  });
  s.law("a Chebyshev sum is evaluated by the three-term recurrence", [] {
    std::vector<Rational> c;
    for (std::size_t k = size_in(0, 9); k-- > 0;) c.push_back(rational(3));
    const Rational x = rational(2);
    Rational before = 1, now = x, sum;
    for (std::size_t k = 0; k < c.size(); ++k) {
      sum += c[k] * (k == 0 ? Rational(1) : now);
      if (k > 0) before = std::exchange(now, Rational(2) * x * now - before);
    }
    RC_ASSERT(from_chebyshev(c)(x) == sum);
  });
  s.law("a ball's value contains the values at its points", [] {
    const Polynomial p = random_polynomial(size_in(0, 8));
    const Rational x = rational(3), r = abs(rational(1));
    const Precision precision(64);
    RC_ASSERT(contains(p(Ball::between(x - r, x + r, precision), precision), p(x)));
  });
  s.law("the derivative of a product follows Leibniz, and the majorant dominates", [] {
    const Polynomial p = random_polynomial(size_in(0, 5)), q = random_polynomial(size_in(0, 5));
    RC_ASSERT(derivative(p * q) == derivative(p) * q + p * derivative(q));
    const Rational x = rational(3);
    RC_ASSERT(abs(p(x)) <= majorant(p)(abs(x)));
    RC_ASSERT(majorant(p).support() == p.support());
  });
  s.law("the levels list every monomial of each degree exactly once, with its leading exponent", [] {
    const std::size_t d = size_in(1, 5), g = size_in(0, 5);
    MonomialLevel level(d);
    std::vector<std::vector<unsigned>> exponents{std::vector<unsigned>(d, 0)};
    for (std::size_t t = 1; t <= g; ++t) {
      const MonomialLevel next = level.next();
      std::vector<std::vector<unsigned>> children;
      for_each_child(level, [&](std::size_t child, std::size_t parent, std::size_t v) {
        RC_ASSERT(child == children.size());
        RC_ASSERT(next.block(v) <= child);
        RC_ASSERT(child < next.block(v + 1));
        children.push_back(exponents[parent]);
        ++children.back()[v];
        for (std::size_t w = 0; w < v; ++w) RC_ASSERT(children.back()[w] == 0U);
        RC_ASSERT(next.leading_exponent(child) == children.back()[v]);
      });
      RC_ASSERT(children.size() == next.size());
      RC_ASSERT(next.degree() == t);
      std::map<std::vector<unsigned>, int> seen;
      for (const auto& e : children) RC_ASSERT(++seen[e] == 1);
      double expected = 1;  // C(d+t-1, t)
      for (std::size_t i = 1; i <= t; ++i)
        expected = expected * static_cast<double>(d + i - 1) / static_cast<double>(i);
      RC_ASSERT(static_cast<double>(children.size()) == expected);
      level = next;
      exponents = std::move(children);
    }
  });
  s.fact("an interval with its ends in the wrong order is refused, and level 0 needs a variable", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { Interval(1, 0); }, {"[1, 0]"}));
    RC_ASSERT(throws_with<std::domain_error>([] { MonomialLevel(0); }, {"d: 0"}));
  });
  s.law("the change to the Chebyshev basis of an interval is exact, and changes back", [] {
    const auto I = interval(6);
    const auto p = random_polynomial(size_in(0, 12));
    const auto q = to_chebyshev(p, I);
    RC_ASSERT(q.I == I);
    if (I.half_width().sign() == 0) {
      RC_ASSERT(q.c == std::vector<Rational>{p(I.midpoint())});
      return;
    }
    RC_ASSERT(to_monomials(q) == p);
    // From the definition: T_k by its recurrence, at a point.
    const Rational x = point_in(I), t = (x - I.midpoint()) / I.half_width();
    Rational before(1), here = t, sum = q.c[0];
    for (std::size_t k = 1; k < q.c.size(); ++k) {
      sum += q.c[k] * here;
      before = std::exchange(here, Rational(2) * t * here - before);
    }
    RC_ASSERT(sum == p(x));
  });
  return s.finish();
}
