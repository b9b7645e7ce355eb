#include "attest/kernel/ranged_sums.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/instructions.hpp"
#include "attest/kernel/moments_vectors.hpp"
#include "attest/polynomial/monomials.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

const Precision fine(160);
constexpr std::size_t g = 13;

/// Scores of at most 1/4, where the Taylor polynomial of degree 13 is e^s to within 2^-60.
struct Instance {
  DoubleMatrix q, k, v;
  std::vector<KeyRange> seen;
  std::vector<double> weight;  // multinomial(a)/|a|! = 1/a!

  Instance() {
    const std::size_t d = size_in(1, 2), n = size_in(1, 400), m = size_in(1, 600), c = size_in(1, 3);
    q = dense_doubles(n, d, 1, size_in(0, 1000));
    k = dense_doubles(m, d, 0.25 / static_cast<double>(d), size_in(0, 1000));
    v = dense_doubles(m, c, 3, size_in(0, 1000));
    const int kind = *rc::gen::inRange(0, 5);
    const std::size_t width = size_in(1, 500), block = size_in(1, 300), offset = size_in(0, 60);
    for (std::size_t i = 0; i < n; ++i) {
      KeyRange keys{0, m};
      if (kind == 1) keys.end = i + 1 + offset;                                                     // causal
      if (kind == 2) keys = {i > width ? i - width : 0, i + width};                                 // a window
      if (kind == 3) keys = {i / block * block, (i / block + 1) * block};                           // blocks
      if (kind == 4) keys.begin = (i * i * 37 + i) % m, keys.end = (i * i * 53 + 5 * i) % (m + 1);  // anything
      keys.end = std::min(keys.end, m);
      seen.push_back(keys);
    }
    weight = {1};
    polynomial::MonomialLevel level(d);
    std::vector<std::vector<std::size_t>> exponents{std::vector<std::size_t>(d, 0)};
    for (std::size_t t = 1; t <= g; ++t) {
      std::vector<std::vector<std::size_t>> next;
      for_each_child(level, [&](std::size_t, std::size_t parent, std::size_t variable) {
        next.push_back(exponents[parent]);
        ++next.back()[variable];
      });
      level = level.next();
      exponents = std::move(next);
      for (const auto& e : exponents) {
        double factorials = 1;
        for (const std::size_t power : e) factorials *= std::tgamma(static_cast<double>(power) + 1);
        weight.push_back(1 / factorials);
      }
    }
  }
};

Rational score(const Instance& in, std::size_t i, std::size_t j) {
  Rational s;
  for (std::size_t l = 0; l < in.q.cols(); ++l) s += Rational::exact(in.q(i, l)) * Rational::exact(in.k(j, l));
  return s;
}

}  // namespace

int main() {
  Suite s("kernel/ranged_sums");
  s.law("sums over ranges of keys are within the proven error of the definition, whatever the ranges, on every width",
        [] {
          const Instance in;
          const std::size_t n = in.q.rows(), c = in.v.cols(), m = in.k.rows();
          // At e^|s| <= e^(1/4) < 1.3, with what the polynomial lacks, and one rounding in each of its weights.
          const double error = 1.3 * std::max(gamma_up(ranged_roundings(m, in.weight.size(), g) + 3),
                                              ranged_error(in.q.cols(), 0.25, m)) +
                               0x1p-59;
          std::vector<DoubleMatrix> computed;
          for (const Instructions i : instructions_of_this_machine()) {
            choose_instructions_for_test(i);
            for (const Vectors& vectors : vectors_of_this_machine())
              computed.push_back(ranged_sums(in.q, in.k, in.v, in.seen, in.weight, g, 1, vectors));
          }
          choose_instructions_for_test(instructions_of_this_machine().front());
          std::vector<std::size_t> rows{0, n - 1};
          for (int t = 0; t < 6; ++t) rows.push_back(size_in(0, n - 1));
          for (const std::size_t i : rows) {
            std::vector<Ball> sum(c), magnitude(c);
            for (std::size_t j = in.seen[i].begin; j < in.seen[i].end; ++j) {
              const Ball weight = exp(Ball(score(in, i, j), fine), fine);
              for (std::size_t a = 0; a < c; ++a) {
                sum[a] = add(sum[a], mul(weight, Ball::exact(in.v(j, a)), fine), fine);
                magnitude[a] = add(magnitude[a], abs(Ball::exact(in.v(j, a))), fine);
              }
            }
            for (std::size_t a = 0; a < c; ++a)
              for (const auto& out : computed)
                RC_ASSERT(certainly(less_equal(abs(sub(Ball::exact(out(i, a)), sum[a], fine)),
                                               mul(Ball(Rational::exact(error), fine), magnitude[a], fine))));
          }
        });
  s.law("they do not depend on threads", [] {
    const Instance in;
    const auto one = ranged_sums(in.q, in.k, in.v, in.seen, in.weight, g, 1);
    RC_ASSERT(one == ranged_sums(in.q, in.k, in.v, in.seen, in.weight, g, 3));
  });
  s.fact("shapes that do not fit are refused", [] {
    const DoubleMatrix q(2, 1), k(3, 1);
    DoubleMatrix v(3, 1);
    for (double& x : v.entries()) x = 1;
    const std::vector<double> weight(4, 1.0);
    const std::vector<KeyRange> seen{{0, 3}, {1, 2}}, beyond{{0, 3}, {1, 4}}, one{{0, 3}};
    RC_ASSERT(ranged_sums(q, k, v, seen, weight, 3, 1)(1, 0) == 1);  // e^0
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)ranged_sums(q, k, v, beyond, weight, 3, 1); },
                                                 {"seen", "key 3"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)ranged_sums(q, k, v, one, weight, 3, 1); }, {"seen"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)ranged_sums(q, k, q, seen, weight, 3, 1); }, {"V"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)ranged_sums(q, k, v, seen, weight, 2, 1); }, {"r: 4"}));
  });
  return s.finish();
}
