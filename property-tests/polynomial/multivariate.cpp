#include "attest/polynomial/multivariate.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;
using polynomial::Multivariate;

namespace {

constexpr std::size_t variables = 4;

Multivariate random_multivariate() {
  Multivariate p;
  for (std::size_t terms = size_in(0, 4); terms > 0; --terms) {
    Multivariate t(rational(3));
    for (std::size_t factors = size_in(0, 3); factors > 0; --factors)
      t = t * Multivariate::variable(size_in(0, variables - 1));
    p += t;
  }
  return p;
}

std::vector<Rational> random_point() {
  std::vector<Rational> x;
  for (std::size_t i = 0; i < variables; ++i) x.push_back(rational(3));
  return x;
}

}  // namespace

int main() {
  Suite s("polynomial/multivariate");
  s.law("the value of a sum is the sum of the values, of a product the product, at random rational points", [] {
    const auto p = random_multivariate(), q = random_multivariate();
    const auto x = random_point();
    RC_ASSERT((p + q)(x) == p(x) + q(x));
    RC_ASSERT((p * q)(x) == p(x) * q(x));
  });
  s.law("sums and products commute, associate and distribute", [] {
    const auto p = random_multivariate(), q = random_multivariate(), r = random_multivariate();
    RC_ASSERT(p + q == q + p && p * q == q * p);
    RC_ASSERT((p + q) + r == p + (q + r) && (p * q) * r == p * (q * r));
    RC_ASSERT(p * (q + r) == p * q + p * r);
    RC_ASSERT(p + Multivariate() == p && p * Multivariate(1) == p && p * Multivariate() == Multivariate());
  });
  s.law("what cancels leaves no term: p - p is the zero polynomial, also when p is added to itself", [] {
    auto p = random_multivariate();
    RC_ASSERT(p + p * Multivariate(-1) == Multivariate());
    const auto twice = p * Multivariate(2);
    p += p;
    RC_ASSERT(p == twice);
    for (const auto& [m, c] : p.terms()) RC_ASSERT(c.sign() != 0 && std::is_sorted(m.begin(), m.end()));
  });
  s.law("two polynomials of degree at most 1 in each indeterminate are equal when they agree on {0, 1}^n", [] {
    // So a false multilinear identity has a witness of zeros and ones.
    Multivariate p;
    for (std::size_t subset = 0; subset < 8; ++subset) {
      Multivariate t(Rational(*rc::gen::inRange(-1, 2)));
      for (std::size_t i = 0; i < 3; ++i)
        if (subset >> i & 1U) t = t * Multivariate::variable(i);
      p += t;
    }
    bool zero = true;
    for (std::size_t corner = 0; corner < 8; ++corner)
      zero = zero && p({Rational(corner & 1U), Rational(corner >> 1 & 1U), Rational(corner >> 2)}).sign() == 0;
    RC_ASSERT(zero == (p == Multivariate()));
  });
  s.fact("(x + y)^2 = x^2 + 2xy + y^2, and a point that is too short is refused", [] {
    const auto x = Multivariate::variable(0), y = Multivariate::variable(1);
    const std::map<Multivariate::Monomial, Rational> expected{{{0, 0}, 1}, {{0, 1}, 2}, {{1, 1}, 1}};
    RC_ASSERT(((x + y) * (x + y)).terms() == expected);
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(y({Rational(1)})); }, {}));
  });
  return s.finish();
}
