#include "attest/kernel/moments.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/polynomial/monomials.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

/// All monomials of the row, exactly, in the order of the levels.
std::vector<Rational> monomials(const DoubleMatrix& x, std::size_t row, std::size_t g) {
  polynomial::MonomialLevel level(x.cols());
  std::vector<Rational> all{1}, last{1};
  for (std::size_t t = 1; t <= g; ++t) {
    std::vector<Rational> next;
    for_each_child(level, [&](std::size_t, std::size_t p, std::size_t v) {
      next.push_back(last[p] * Rational::exact(x(row, v)));
    });
    all.insert(all.end(), next.begin(), next.end());
    level = level.next();
    last = std::move(next);
  }
  return all;
}

}  // namespace

int main() {
  Suite s("kernel/moments");
  s.law(
      "both passes stay within the proven rounding bound of the exact sums",
      [] {
        const std::size_t d = size_in(1, 3), g = size_in(0, 4), n = size_in(1, 3), m = size_in(1, 70),
                          c = size_in(1, 2);
        const DoubleMatrix Q = double_matrix(n, d, 1), K = dense_doubles(m, d, 1.5, size_in(0, 1000)),
                           V = dense_doubles(m, c, 3, size_in(0, 1000));
        const std::size_t r = monomials(Q, 0, g).size();
        std::vector<double> weight(r);
        for (double& w : weight) w = *rc::gen::inRange(-1000, 1001) / 64.0;
        const DoubleMatrix out = evaluate(Q, weight, moments(K, V, g, r, 2), c, g, 1);
        const Rational gamma = Rational::exact(gamma_up(roundings(m, r, g)));
        for (std::size_t i = 0; i < n; ++i)
          for (std::size_t col = 0; col < c; ++col) {
            Rational exact, magnitude;
            const auto q = monomials(Q, i, g);
            for (std::size_t j = 0; j < m; ++j) {
              const auto k = monomials(K, j, g);
              for (std::size_t a = 0; a < r; ++a) {
                const Rational term = Rational::exact(weight[a]) * q[a] * k[a] * Rational::exact(V(j, col));
                exact += term;
                magnitude += abs(term);
              }
            }
            RC_ASSERT(abs(Rational::exact(out(i, col)) - exact) <= gamma * magnitude);
          }
      },
      0.5);
  s.law(
      "the result does not depend on the number of threads",
      [] {
        const std::size_t d = size_in(1, 4), g = size_in(0, 5), m = size_in(1, 900), n = size_in(1, 300);
        const DoubleMatrix Q = dense_doubles(n, d, 1, 1), K = dense_doubles(m, d, 1, 2), V = dense_doubles(m, 2, 1, 3);
        const std::size_t r = monomials(Q, 0, g).size();
        const std::vector<double> weight(r, 0.5);
        const auto one = moments(K, V, g, r, 1), three = moments(K, V, g, r, 3);
        RC_ASSERT(one == three);
        RC_ASSERT(evaluate(Q, weight, one, 2, g, 1) == evaluate(Q, weight, one, 2, g, 3));
      },
      0.3);
  s.law("directed operations are upper bounds, one unit tight", [] {
    const double a = std::fabs(any_double()), b = std::fabs(any_double());
    const auto above = [](double bound, const Rational& exact) {
      return std::isinf(bound) || exact <= Rational::exact(bound);
    };
    RC_ASSERT(above(add_up(a, b), Rational::exact(a) + Rational::exact(b)));
    RC_ASSERT(above(mul_up(a, b), Rational::exact(a) * Rational::exact(b)));
    if (b > 0) RC_ASSERT(above(div_up(a, b), Rational::exact(a) / Rational::exact(b)));
    const double root = sqrt_up(a);
    RC_ASSERT(above(mul_up(root, root), Rational::exact(a)));
    const std::size_t k = size_in(1, 1'000'000);
    const Rational ku = Rational(k) * Rational::power_of_two(-53);
    RC_ASSERT(ku / (Rational(1) - ku) <= Rational::exact(gamma_up(k)));
    RC_ASSERT(Rational::exact(gamma_up(k)) <= Rational(1001, 1000) * ku);
  });
  s.fact("shapes that do not fit are refused", [] {
    RC_ASSERT(throws_with<std::invalid_argument>(
        [] { static_cast<void>(moments(DoubleMatrix(3, 2), DoubleMatrix(2, 1), 1, 3, 1)); }, {"V"}));
    const std::vector<double> w(3), M(5);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(evaluate(DoubleMatrix(3, 2), w, M, 2, 1, 1)); }, {"M"}));
  });
  return s.finish();
}
