#include "attest/lowrank/factors.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/count/ranks.hpp"
#include "attest/polynomial/monomials.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

RationalMatrix entrywise(const polynomial::Polynomial& p, RationalMatrix m) {
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) m.set(i, j, p(m.get(i, j)));
  return m;
}

RationalMatrix generic(std::size_t rows, std::size_t cols) {
  RationalMatrix m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j)
      m.set(i, j, Rational(Integer(*rc::gen::inRange(-1'000'000, 1'000'001)), 1009));
  return m;
}

}  // namespace

int main() {
  Suite s("lowrank/factors");
  s.law("the factors multiply to the polynomial of the product, entry by entry, exactly", [] {
    const std::size_t d = size_in(1, 4);
    const auto p = random_polynomial(size_in(0, 5));
    const RationalMatrix Q = rational_matrix(size_in(1, 4), d), K = rational_matrix(size_in(1, 4), d);
    const Factors f = factor(p, Q, K);
    RC_ASSERT(mul(f.u1, transpose(f.u2)) == entrywise(p, mul(Q, transpose(K))));
    RC_ASSERT(Integer(f.u1.cols()) == count::tight_rank(static_cast<long>(d), p.support()));
    RC_ASSERT(f.u2.cols() == f.u1.cols());
  });
  s.law(
      "the tight rank is the exact rank for generic data with enough rows",
      [] {
        const std::size_t d = size_in(1, 3), g = size_in(0, 4);
        auto p = random_polynomial(g) + polynomial::Polynomial::monomial(1, g);
        RC_PRE(p.degree() == static_cast<long>(g));
        const Integer r = count::tight_rank(static_cast<long>(d), p.support());
        const auto n = static_cast<std::size_t>(r) + size_in(0, 2);
        const Factors f = factor(p, generic(n, d), generic(n, d));
        RC_ASSERT(Integer(rank(mul(f.u1, transpose(f.u2)))) == r);
      },
      0.3);
  s.law(
      "with fewer rows than the tight rank the matrix has full rank: no columns are wasted",
      [] {
        const std::size_t d = size_in(1, 3), n = size_in(1, 6);
        const auto p = random_polynomial(4) + polynomial::Polynomial::monomial(5, 4);
        const Integer r = count::tight_rank(static_cast<long>(d), p.support());
        const Factors f = factor(p, generic(n, d), generic(n, d));
        RC_ASSERT(Integer(rank(mul(f.u1, transpose(f.u2)))) == (r < Integer(n) ? r : Integer(n)));
      },
      0.3);
  s.law("double weights are the exact coefficients times multinomials, within their roundings", [] {
    const std::size_t d = size_in(1, 4), g = size_in(0, 8);
    const auto p = random_polynomial(g) + polynomial::Polynomial::monomial(1, g);
    RC_PRE(p.degree() == static_cast<long>(g));
    const auto w = monomial_weights(p, d);
    RC_ASSERT(Integer(w.size()) == count::tight_rank(static_cast<long>(d), static_cast<long>(g)));
    // The weight of x^a is p_t t!/a!: recover the exponents by walking the levels.
    polynomial::MonomialLevel level(d);
    std::vector<std::vector<unsigned>> exponents{std::vector<unsigned>(d, 0)};
    std::size_t at = 0;
    for (std::size_t t = 0; t <= g; ++t) {
      for (const auto& e : exponents) {
        Rational exact = p.coefficient(t);
        std::size_t factor = 1;
        for (const unsigned x : e)
          for (unsigned i = 1; i <= x; ++i) exact = exact * Rational(factor++) / Rational(i);
        RC_ASSERT(abs(Rational::exact(w[at++]) - exact) <=
                  abs(exact) * Rational(weight_roundings(g) + 1) * Rational::power_of_two(-53));
      }
      const auto next = level.next();
      std::vector<std::vector<unsigned>> children;
      for_each_child(level, [&](std::size_t, std::size_t parent, std::size_t v) {
        children.push_back(exponents[parent]);
        ++children.back()[v];
      });
      level = next;
      exponents = std::move(children);
    }
  });
  s.fact("shapes that do not fit and factors beyond memory are refused by name", [] {
    const auto p = polynomial::Polynomial({1, 1});
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(factor(p, RationalMatrix(2, 2), RationalMatrix(2, 3))); }, {"Q, K: 2 and 3"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(factor(p, RationalMatrix(2, 0), RationalMatrix(2, 0))); }, {"d >= 1"}));
    const auto high = polynomial::Polynomial::monomial(1, 40);
    RC_ASSERT(throws_with<std::length_error>(
        [&] { static_cast<void>(factor(high, RationalMatrix(2, 40), RationalMatrix(2, 40))); }, {"rank", "100000000"}));
    RC_ASSERT(factor(polynomial::Polynomial(), RationalMatrix(2, 2), RationalMatrix(2, 2)).u1.cols() == 0U);
    const auto tiny = polynomial::Polynomial({pow(Rational(10), -320)});
    RC_ASSERT(throws_with<std::overflow_error>([&] { static_cast<void>(monomial_weights(tiny, 2)); }, {"degree 0"}));
  });
  return s.finish();
}
