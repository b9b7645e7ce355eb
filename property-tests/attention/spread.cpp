#include <algorithm>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/attention/spread.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "attest/attention/tensor_spread.hpp"

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
Row row(const std::vector<Rational>& scores, const std::vector<Rational>& v, const polynomial::Polynomial& p) {
  const Precision w = precision;
  const std::size_t m = scores.size();
  Rational mean;
  for (const Rational& value : v) mean += value / Rational(m);
  Ball E, P, ev, pv, sizes, spread;
  for (std::size_t j = 0; j < m; ++j) {
    const Ball e = exp(Ball(scores[j], w), w), a(p(scores[j]), w), value(v[j], w), size = abs(sub(a, e, w));
    E = add(E, e, w), P = add(P, a, w), ev = add(ev, mul(e, value, w), w), pv = add(pv, mul(a, value, w), w);
    sizes = add(sizes, size, w);
    spread = add(spread, mul(size, Ball(abs(v[j] - mean), w), w), w);
  }
  const Ball o = div(ev, E, w);
  return {div(pv, P, w), o, div(spread, P, w), div(mul(abs(sub(o, Ball(mean, w), w)), sizes, w), P, w),
          div(sizes, Ball(m), w)};
}

/// For V constant but for rounding, and the computed mean in place of the mean.
const Rational hair = Rational(1) + Rational::power_of_two(-30);

void assert_bounds(const Row& r, const SpreadPlan& plan) {
  const Rational first = q(plan.first), second = q(plan.second);
  RC_ASSERT(abs(sub(r.out, r.exact, precision)).lower() <= first + second);
  RC_ASSERT(r.first.lower() <= first * hair);
  RC_ASSERT(r.second.lower() <= second * hair);
  RC_ASSERT(r.weights.lower() <= q(plan.weights));
}
void assert_bounds(const Problem& problem, const Balanced& b, const SpreadPlan& plan) {
  for (std::size_t i = 0; i < problem.q.rows(); ++i)
    for (std::size_t c = 0; c < problem.v.cols(); ++c) {
      std::vector<Rational> scores(b.y.rows()), v;
      for (std::size_t j = 0; j < b.y.rows(); ++j) {
        for (std::size_t l = 0; l < b.x.cols(); ++l) scores[j] += q(b.x(i, l)) * q(b.y(j, l));
        v.push_back(q(problem.v(j, c)));
      }
      assert_bounds(row(scores, v, plan.approximation.p), plan);
    }
}

/// All tuples one by one.
void assert_bounds(const TensorProblem& problem, const BalancedTensor& b, const SpreadPlan& plan) {
  for (std::size_t i = 0; i < problem.q.rows(); ++i)
    for (std::size_t c = 0; c < problem.values(); ++c) {
      std::vector<Rational> scores, v;
      std::vector<std::size_t> tuple(b.y.size(), 0);
      for (bool more = true; more;) {
        Rational s, value(1);
        for (std::size_t l = 0; l < b.x.cols(); ++l) {
          Rational term = q(b.x(i, l));
          for (std::size_t a = 0; a < tuple.size(); ++a) term *= q(b.y[a](tuple[a], l));
          s += term;
        }
        for (std::size_t a = 0; a < tuple.size(); ++a) value *= q(problem.v[a](tuple[a], c));
        scores.push_back(s);
        v.push_back(value);
        more = false;
        for (std::size_t a = 0; a < tuple.size() && !more; ++a) {
          more = ++tuple[a] < b.y[a].rows();
          if (!more) tuple[a] = 0;
        }
      }
      assert_bounds(row(scores, v, plan.approximation.p), plan);
    }
}

TensorProblem tensor(std::size_t order, std::size_t d, std::size_t most_keys) {
  TensorProblem p{rows_of(size_in(1, 4), d, *rc::gen::element(1.0, 2.5)), {}, {}, Scale::inverse()};
  if (*rc::gen::arbitrary<bool>()) p.scale = Scale::rational(Rational(1));
  const std::size_t dv = size_in(1, 2);
  for (std::size_t a = 1; a < order; ++a) {
    const std::size_t m = size_in(1, most_keys);
    p.k.push_back(rows_of(m, d, *rc::gen::element(0.2, 1.0)));
    p.v.push_back(values(m, dv));
    if (*rc::gen::arbitrary<bool>())  // away from 0
      for (double& x : p.v.back().entries()) x += 3;
  }
  return p;
}

DoubleMatrix column_of(const std::vector<double>& entries) {
  DoubleMatrix a(entries.size(), 1);
  std::copy(entries.begin(), entries.end(), a.entries().begin());
  return a;
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
  s.law("orders 2 to 5: outputs move by at most the bound, and by each of its two parts", [] {
    const std::size_t order = size_in(2, 5);
    const TensorProblem p = tensor(order, size_in(1, 4), order < 4 ? 6 : 3);
    const BalancedTensor b = balance(p);
    const std::size_t most = size_in(3, 14);
    const double allowed = std::pow(10, -*rc::gen::inRange(0, 9));
    const auto plan = find_spread_plan({b, p.v, finite_values(p)}, most, allowed);
    RC_TAG(plan ? std::string("found") : std::string("none"));
    if (!plan) return;
    RC_ASSERT(plan->approximation.p.degree() <= static_cast<long>(most));
    RC_ASSERT(plan->first + plan->second <= allowed * (1 + 1e-12));
    assert_bounds(p, b, *plan);
  });
  s.law(
      "orders 2 to 4: degrees are never higher than without data, nor bounds at the same degree; the promise is kept",
      [] {
        const std::size_t order = size_in(2, 4);
        const TensorProblem p = tensor(order, size_in(4, 7), order < 4 ? 6 : 3);
        const Rational eps = pow(Rational(10), -*rc::gen::inRange(1L, 9L));
        const BalancedTensor b = balance(p);
        const auto plan = plan_polynomial(p, eps);
        const auto plain = plan_scores(b.bounds.score, b.perturbation, p.half_spread(), eps);
        RC_ASSERT(plan.decided() && plain.decided());
        const Rational bound = plan.value().polynomial_error + plan.value().normalization_error;
        const Rational before = plain.value().polynomial_error + plain.value().normalization_error;
        RC_TAG(plain.value().degree() - plan.value().degree());
        RC_ASSERT(plan.value().degree() <= plain.value().degree());
        if (plan.value().degree() == plain.value().degree()) RC_ASSERT(bound <= before);
        RC_ASSERT(bound <= eps);
        if (plan.value().rank > 5000) return;
        const auto answer = tensor_by_polynomial(p, plan.value(), eps, 1);
        if (!answer.decided()) return;
        RC_ASSERT(answer.value().error_bound() <= eps);
        std::vector<std::size_t> rows(p.q.rows());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
        const BallMatrix exact = definition_rows(p, rows, precision, 1);
        for (std::size_t i = 0; i < rows.size(); ++i)
          for (std::size_t c = 0; c < p.values(); ++c)
            RC_ASSERT(abs(sub(exact.get(i, c), Ball::exact(answer.value().output(i, c)), precision)).lower() <=
                      answer.value().error_bound());
      },
      0.5);
  s.law("values of which sums overflow, to one side or to both, are not served at any order", [] {
    TensorProblem p = tensor(size_in(2, 4), size_in(1, 3), 6);
    const std::size_t a = size_in(0, p.v.size() - 1), m = 64;
    p.k[a] = rows_of(m, p.q.cols(), 1);
    for (auto& v : p.v) v = values(v.rows(), 1);
    p.v[a] = double_matrix(m, 1, 1e300);
    const double other = *rc::gen::element(1.7e308, -1.7e308);
    for (std::size_t j = 0; j < m; ++j)
      if (j % 8 < 2) p.v[a](j, 0) = j % 8 == 0 ? 1.7e308 : other;
    const BalancedTensor b = balance(p);
    RC_ASSERT(!find_spread_plan({b, p.v, finite_values(p)}, 14, 1e303));
  });
  s.fact("order 6: what underflows in one mean and is large times the others is within the bound", [] {
    TensorProblem p{column_of({0.75}), {}, {}, Scale::rational(Rational(1))};
    p.k.push_back(column_of({1, -1}));
    p.v.push_back(column_of({0x1p-1074, 0}));
    for (std::size_t a = 1; a < 5; ++a) {
      p.k.push_back(column_of({1}));
      p.v.push_back(column_of({0x1p99}));
    }
    const BalancedTensor b = balance(p);
    const auto plan = find_spread_plan({b, p.v, finite_values(p)}, 2, 0.1);
    RC_ASSERT(plan.has_value());
    const Rational v = Rational::power_of_two(396 - 1074), score(3, 4);
    const Row r = row({score, -score}, {v, 0}, plan->approximation.p);
    RC_ASSERT(abs(sub(r.out, r.exact, precision)).lower() > Rational::power_of_two(-800));
    assert_bounds(r, *plan);
  });
  s.fact("order 3, uniform, d = 4, eps = 1e-6: two degrees lower, and the definition agrees", [] {
    TensorProblem p{dense_doubles(400, 4, 1, 1), {}, {}, Scale::inverse()};
    for (std::size_t l = 0; l < 4; ++l) p.q(0, l) = 1;
    for (std::uint64_t a = 1; a < 3; ++a) {
      p.k.push_back(dense_doubles(400, 4, 1, 2 * a));
      for (std::size_t l = 0; l < 4; ++l) p.k.back()(0, l) = 1;
      p.v.push_back(dense_doubles(400, 4, 1, 2 * a + 1));
    }
    const Rational eps(1, 1'000'000);
    const BalancedTensor b = balance(p);
    const auto plain = plan_scores(b.bounds.score, b.perturbation, p.half_spread(), eps);
    const auto plan = plan_polynomial(p, eps);
    RC_ASSERT(plain.value().degree() == 7 && plan.value().degree() == 5);
    RC_ASSERT(*plan.value().without_data > Rational(100) * eps);
    const auto fast = tensor_by_polynomial(p, plan.value(), eps, 1);
    const std::vector<std::size_t> rows{0, 200};
    const auto slow = tensor_in_double(p, eps, 1, rows);
    RC_ASSERT(fast.decided() && slow.decided());
    for (std::size_t t = 0; t < rows.size(); ++t)
      for (std::size_t c = 0; c < p.values(); ++c)
        RC_ASSERT(abs(q(fast.value().output(rows[t], c)) - q(slow.value().output(t, c))) <=
                  fast.value().error_bound() + slow.value().error_bound());
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
        RC_ASSERT(plan.has_value());
        RC_ASSERT(plan->power > 0);
        const auto same = find_spread_plan({b, p.v, columns_in_rows(RowsInMemory(p.v), RowPasses{}), 1e9, 3}, 7, 1e-6);
        RC_ASSERT(same.has_value());
        RC_ASSERT(same->approximation.p == plan->approximation.p && same->power == plan->power);
        RC_ASSERT(same->first == plan->first && same->second == plan->second && same->weights == plan->weights);
      });
  return s.finish();
}
