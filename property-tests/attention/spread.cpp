#include <algorithm>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/attention/spread.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

const Precision precision(300);

Rational q(double x) { return Rational::exact(x); }

/// Rows and keys of every kind: spread out, in two clusters, with one far key, all at the edge, all on one line.
DoubleMatrix rows_of(std::size_t n, std::size_t d, double bound) {
  DoubleMatrix a = double_matrix(n, d, bound);
  const int kind = *rc::gen::inRange(0, 6);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) {
      double& x = a(i, l);
      if (kind == 1) x = (i % 2 == 0 ? 1 : -1) * bound + x / 100;
      if (kind == 2) x = i == 0 ? bound : x / 10;
      if (kind == 3) x = x < 0 ? -bound : bound;
      if (kind == 4) x = a(i, 0);
      if (kind == 5) x = i == 0 ? -bound : bound / 2;
    }
  return a;
}

DoubleMatrix values(std::size_t m, std::size_t dv) {
  DoubleMatrix v = double_matrix(m, dv, 2);
  const int kind = *rc::gen::inRange(0, 5);
  for (std::size_t j = 0; j < m; ++j)
    for (std::size_t c = 0; c < dv; ++c) {
      if (kind == 1) v(j, c) = j == 0 ? 1 : 0.25;    // constant but for one
      if (kind == 2) v(j, c) = j % 2 == 0 ? -1 : 1;  // as far from the mean as the range allows
      if (kind == 3 && j > 0) v(j, c) /= 64;         // an outlier
    }
  return v;
}

Problem problem(std::size_t most_keys = 12) {
  const std::size_t d = size_in(1, 3), m = size_in(1, most_keys);
  return {rows_of(size_in(1, 5), d, 1), rows_of(m, d, *rc::gen::element(0.2, 1.0, 2.5)), values(m, size_in(1, 2)),
          Scale::rational(*rc::gen::element(Rational(1), Rational(1, 2)))};
}

/// One row and column: the sums that the bound is about, exactly but for 2^-200 of them.
struct Row {
  Ball out, exact, first, second, weights;  ///< outputs, sum |r||v - m| / P, |o - m| sum |r| / P, mean of |r|
};
Row row(const DoubleMatrix& x, const DoubleMatrix& y, const DoubleMatrix& v, std::size_t i, std::size_t c,
        const polynomial::Polynomial& p) {
  const Precision w = precision;
  const std::size_t m = y.rows();
  Rational mean;
  for (std::size_t j = 0; j < m; ++j) mean += q(v(j, c)) / Rational(m);
  Ball E, P, ev, pv, sizes, spread;
  for (std::size_t j = 0; j < m; ++j) {
    Rational s;
    for (std::size_t l = 0; l < x.cols(); ++l) s += q(x(i, l)) * q(y(j, l));
    const Ball e = exp(Ball(s, w), w), a(p(s), w), value(q(v(j, c)), w), size = abs(sub(a, e, w));
    E = add(E, e, w), P = add(P, a, w), ev = add(ev, mul(e, value, w), w), pv = add(pv, mul(a, value, w), w);
    sizes = add(sizes, size, w);
    spread = add(spread, mul(size, Ball(abs(q(v(j, c)) - mean), w), w), w);
  }
  const Ball o = div(ev, E, w);
  return {div(pv, P, w), o, div(spread, P, w), div(mul(abs(sub(o, Ball(mean, w), w)), sizes, w), P, w),
          div(sizes, Ball(m), w)};
}

/// For V constant but for rounding, and the computed mean in place of the mean.
const Rational hair = Rational(1) + Rational::power_of_two(-30);

void assert_bounds(const Problem& problem, const Balanced& b, const SpreadPlan& plan) {
  const Rational first = q(plan.first), second = q(plan.second), weights = q(plan.weights);
  for (std::size_t i = 0; i < problem.q.rows(); ++i)
    for (std::size_t c = 0; c < problem.v.cols(); ++c) {
      const Row r = row(b.x, b.y, problem.v, i, c, plan.approximation.p);
      RC_ASSERT(abs(sub(r.out, r.exact, precision)).lower() <= first + second);
      RC_ASSERT(r.first.lower() <= first * hair);
      RC_ASSERT(r.second.lower() <= second * hair);
      RC_ASSERT(r.weights.lower() <= weights);
    }
}

std::optional<SpreadPlan> plan_for(const Problem& p, const Balanced& b, std::size_t most, double allowed) {
  return find_spread_plan({b, p.v, columns_in_rows(RowsInMemory(p.v), RowPasses{})}, most, allowed);
}

}  // namespace

int main() {
  Suite s("spread");
  s.law("outputs move by at most the bound, and by each of its two parts, on problems of every kind", [] {
    const Problem p = problem();
    const Balanced b = balance(p);
    const double allowed = std::pow(10, -*rc::gen::inRange(0, 9));
    const std::size_t most = size_in(3, 14);
    const auto plan = plan_for(p, b, most, allowed);
    RC_TAG(plan ? std::to_string(plan->power) : std::string("none"));
    if (!plan) return;
    RC_ASSERT(plan->approximation.p.degree() <= static_cast<long>(most));
    RC_ASSERT(plan->first + plan->second <= allowed * (1 + 1e-12));
    assert_bounds(p, b, *plan);
  });
  s.law(
      "also by sums of powers of the scores: long keys, most across the longest row and a few along it",
      [] {
        const std::size_t d = 6, m = 200, n = 20;
        const auto seed = static_cast<std::uint64_t>(*rc::gen::inRange(1, 1'000'000));
        Problem p{dense_doubles(n, d, 0.02, seed), dense_doubles(m, d, 1, seed + 1), dense_doubles(m, 2, 1, seed + 2),
                  Scale::rational(*rc::gen::element(Rational(1, 2), Rational(1, 4)))};
        const std::size_t longest = size_in(1, n - 2);
        for (std::size_t l = 0; l < d; ++l) p.q(longest, l) = p.q(longest, l) < 0 ? -1 : 1;
        for (std::size_t j = 0; j < m; ++j)
          for (std::size_t l = 0; l < d; ++l) {
            if (j % 3 == 0) p.k(j, l) = ((l + j / 3) % d < d / 2 ? 1 : -1) * p.q(longest, l);
            if (j % 40 == 1) p.k(j, l) = (j % 80 == 1 ? 1 : -1) * p.q(longest, l);
          }
        if (*rc::gen::arbitrary<bool>())  // one column of values that grows with the scores, the other small
          for (std::size_t j = 0; j < m; ++j) p.v(j, 0) = j % 40 == 1 ? 1 : 0.01 * p.v(j, 0), p.v(j, 1) *= 0.01;
        const Balanced b = balance(p);
        std::size_t passes = 0;
        for (double allowed = 4; passes < 2 && allowed > 1e-8; allowed /= 1.3) {
          const auto plan = plan_for(p, b, 9, allowed);
          if (!plan || plan->power == 0) continue;
          assert_bounds(p, b, *plan);
          ++passes;
        }
      },
      0.15);
  s.law("degrees are never higher than without data, nor bounds at the same degree; the method keeps its promise", [] {
    const Problem p = problem();
    const Rational eps = pow(Rational(10), -*rc::gen::inRange(1L, 9L));
    const auto plan = plan_polynomial(p, eps);
    const Balanced b = balance(p);
    const auto plain = plan_scores(b.bounds.score, b.perturbation, half_spread(p.v), eps);
    RC_ASSERT(plan.decided() && plain.decided());
    const Rational bound = plan.value().polynomial_error + plan.value().normalization_error;
    const Rational before = plain.value().polynomial_error + plain.value().normalization_error;
    RC_ASSERT(plan.value().degree() <= plain.value().degree());
    if (plan.value().degree() == plain.value().degree()) RC_ASSERT(bound <= before);
    RC_ASSERT(bound <= eps);
    const auto answer = softmax_by_polynomial(p, plan.value(), eps, Budget{}, 1);
    if (!answer.decided()) return;
    RC_ASSERT(answer.value().error_bound() <= eps);
    std::vector<std::size_t> rows(p.q.rows());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
    const BallMatrix exact = definition_rows(p, rows, precision, 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t c = 0; c < p.v.cols(); ++c)
        RC_ASSERT(abs(sub(exact.get(i, c), Ball::exact(answer.value().output(i, c)), precision)).lower() <=
                  answer.value().error_bound());
  });
  s.law("with a mask or a bias the plan is the one without data", [] {
    Problem p = problem();
    if (*rc::gen::arbitrary<bool>())
      p.mask.causal = true;
    else
      p.bias = AlibiBias{Rational(1, 4)};
    const Rational eps(1, 3'000'000);
    const auto plan = plan_polynomial(p, eps);
    const Balanced b = balance(p);
    const auto plain = plan_scores(b.bounds.score, b.perturbation, half_spread(p.v), eps);
    RC_ASSERT(plan.decided() && plain.decided());
    RC_ASSERT(plan.value().approximation.p == plain.value().approximation.p);
    RC_ASSERT(plan.value().weight_loss == plain.value().approximation.relative_error);
  });
  s.fact("sums that would cost more than the definition are not looked at: n = 64, d = 64 and 128 plan at once", [] {
    for (const std::size_t d : {64U, 128U}) {
      const Problem p{dense_doubles(64, d, 1, 1), dense_doubles(64, d, 1, 2), dense_doubles(64, d, 1, 3)};
      RC_ASSERT(plan_polynomial(p, Rational(1, 1000)).decided());
    }
  });
  s.fact("scores that lie well within their bound are served by a lower degree: uniform, d = 4, eps = 1/3000000", [] {
    Problem p{dense_doubles(600, 4, 1, 1), dense_doubles(600, 4, 1, 2), dense_doubles(600, 4, 1, 3), Scale::inverse()};
    const Rational eps(1, 3'000'000);
    const Balanced b = balance(p);
    const auto plain = plan_scores(b.bounds.score, b.perturbation, half_spread(p.v), eps);
    const auto plan = plan_polynomial(p, eps);
    RC_ASSERT(plan.value().degree() + 1 == plain.value().degree());
    RC_ASSERT(*plan.value().without_data >
              Rational(10) * (plan.value().polynomial_error + plan.value().normalization_error));
  });
  s.fact(
      "and where lengths alone do not tell, a pass over few monomials does, by any threads: uniform, d = 6, eps = 1e-6",
      [] {
        Problem p{dense_doubles(600, 6, 1, 1), dense_doubles(600, 6, 1, 2), dense_doubles(600, 6, 1, 3),
                  Scale::inverse()};
        const Balanced b = balance(p);
        const auto plan = plan_for(p, b, 7, 1e-6);
        RC_ASSERT(plan.has_value() && plan->power > 0);
        const auto same = find_spread_plan({b, p.v, columns_in_rows(RowsInMemory(p.v), RowPasses{}), 1e9, 3}, 7, 1e-6);
        RC_ASSERT(same.has_value() && same->approximation.p == plan->approximation.p && same->power == plan->power);
        RC_ASSERT(same->first == plan->first && same->second == plan->second && same->weights == plan->weights);
      });
  return s.finish();
}
