#include "attest/attention/tensor_polynomial.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "attest/attention/ball_columns.hpp"
#include "attest/attention/polynomial_in_double.hpp"
#include "attest/attention/tensor_sums.hpp"
#include "attest/attention/to_doubles.hpp"
#include "attest/count/ranks.hpp"
#include "attest/kernel/definition.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

BallMatrix outputs(const TensorProblem& problem, const TensorPlan& plan, Precision p, unsigned threads) {
  const BallField field{p};
  const BallColumns x = columns_of(plan.data.x);
  std::vector<BallColumns> y, v;
  for (const auto& m : plan.data.y) y.push_back(columns_of(m));
  for (const auto& m : problem.v) v.push_back(values_and_one(m));
  const TensorSums<BallField> sums(plan.approximation.p, x, y, v, field);
  // One root monomial a chunk, added in order.
  std::vector<BallColumns> parts(plan.degree() == 0 ? 0 : x.size());
  for_each_chunk(parts.size(), 1, threads, [&](std::size_t root, std::size_t) {
    parts[root] = sums.zero();
    sums.root(root, parts[root]);
  });
  BallColumns total = sums.zero();
  sums.constant(total);
  for (const auto& part : parts) add_to(total, part, field);
  return quotients(total, p);
}

double rows(const TensorProblem& problem) {
  double n = static_cast<double>(problem.q.rows());
  for (const auto& m : problem.k) n += static_cast<double>(m.rows());
  return n;
}
double columns(const TensorProblem& problem) { return static_cast<double>(problem.values() + 1); }
double dimension(const TensorProblem& problem) { return static_cast<double>(problem.q.cols()); }

}  // namespace

Outcome<TensorPlan> plan_polynomial(const TensorProblem& problem, const Rational& eps) {
  require_valid(problem);
  BalancedTensor data;
  try {
    data = balance(problem);
  } catch (const std::domain_error& e) {
    return Undecided{Undecided::Reason::bounds_do_not_separate, e.what(), {}, {}};
  }
  const auto scores = plan_scores(data.bounds.score, data.perturbation, problem.half_spread(), eps);
  if (!scores.decided()) return scores.why();
  TensorPlan plan{scores.value(), std::move(data), {}};
  plan.rank = count::tight_rank(static_cast<long>(problem.q.cols()), static_cast<long>(plan.degree()));
  return plan;
}

Outcome<Answer> tensor_by_polynomial(const TensorProblem& problem, const TensorPlan& plan, const Rational& eps,
                                     unsigned threads) {
  Modes values;
  for (const auto& m : problem.v) values.push_back(&m);
  const DoubleProblem sums{plan.data.x, plan.data.keys(), values, plan.data.bounds};
  return polynomial_in_double(answer_from(plan, "polynomial", plan.rank), plan, sums, eps, threads);
}

Outcome<Answer> tensor_by_polynomial_balls(const TensorProblem& problem, const TensorPlan& plan, const Rational& eps,
                                           const Budget& budget, unsigned threads) {
  return to_precision(answer_from(plan, "polynomial-balls", plan.rank), eps, budget,
                      [&](Precision p) { return outputs(problem, plan, p, threads); });
}

Cost definition_cost(const TensorProblem& problem, unsigned threads) {
  const double d = dimension(problem), c = columns(problem), n = static_cast<double>(problem.q.rows());
  return {48 * rows(problem) * (d + 2 * c), n * problem.tuples() * (500e-9 + 16e-9 * (d + c)) / threads};
}

Cost definition_in_double_cost(const TensorProblem& problem, unsigned threads) {
  const double d = dimension(problem), c = columns(problem), n = static_cast<double>(problem.q.rows());
  // The key with most rows runs innermost, in whole blocks.
  double longest = 1;
  for (const auto& m : problem.k) longest = std::max(longest, static_cast<double>(m.rows()));
  const double padded = static_cast<double>(kernel::DefinitionRows::padded(static_cast<std::size_t>(longest)));
  return {16 * rows(problem) * (d + c) + 8 * padded * (d + c),
          n * problem.tuples() / longest * padded * (5e-9 + 0.6e-9 * (d + c)) / threads};
}

Cost polynomial_cost(const TensorProblem& problem, const Integer& rank, unsigned threads) {
  const double r = rank.convert_to<double>(), c = columns(problem);
  constexpr double rate = 2e9;  // operations a second of the portable kernel, one thread
  return {8 * r * c * (kernel::moment_chunks + 3.0) + threads * kernel::block_bytes(r) + 16 * r,
          rows(problem) * r * (2 * c + 1) / rate / threads};
}

Cost polynomial_balls_cost(const TensorProblem& problem, const Integer& rank, unsigned threads) {
  const double r = rank.convert_to<double>(), c = columns(problem), g = 64;
  // The monomials of each root variable are summed apart; a monomial's exact weight takes a few microseconds.
  const double n = static_cast<double>(problem.q.rows());
  return {64 * (rows(problem) * (c + g) * threads + n * c * (dimension(problem) + 1)),
          r * (rows(problem) * (c + 1) * 60e-9 + 5e-6) / threads};
}

}  // namespace attest::attention
