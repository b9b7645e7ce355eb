#include "attest/attention/tensor_polynomial.hpp"

#include <algorithm>
#include <utility>

#include "attest/attention/ball_columns.hpp"
#include "attest/attention/polynomial_in_double.hpp"
#include "attest/attention/tensor_spread.hpp"
#include "attest/attention/tensor_sums.hpp"
#include "attest/attention/to_doubles.hpp"
#include "attest/count/ranks.hpp"
#include "attest/kernel/definition.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

Modes values_of(const TensorProblem& problem) {
  Modes out;
  for (const auto& m : problem.v) out.push_back(&m);
  return out;
}

BallMatrix outputs(const TensorProblem& problem, const TensorPlan& plan, Precision p, unsigned threads,
                   const Deadline& deadline) {
  const BallField field{p};
  const BallColumns x = columns_of(plan.data.x);
  std::vector<BallColumns> y, v;
  for (const auto& m : plan.data.y) y.push_back(columns_of(m));
  for (const auto& m : problem.v) v.push_back(values_and_one(m));
  const TensorSums<BallField> sums(plan.approximation.p, x, y, v, field, deadline);
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

}  // namespace

Outcome<TensorPlan> plan_polynomial(const TensorProblem& problem, const Rational& eps) {
  require_valid_shapes(problem);
  const std::vector<ColumnRanges> values = finite_values(problem);
  BalancedTensor data;
  try {
    data = balance(problem);
  } catch (const OutOfRange& e) {
    return Undecided{Undecided::Reason::bounds_do_not_separate, e.what(), {}, {}};
  }
  const Rational spread = half_spread(values);
  auto scores = plan_scores(data.bounds.score, data.perturbation, spread, eps);
  if (!scores.decided()) return scores.why();
  TensorPlan plan{std::move(scores).value(), std::move(data), {}, {}};
  for (const auto& v : values) plan.largest_values.push_back(v.largest());
  use_data(plan, {problem.q.cols(), problem.values(), plan.data.bounds.mean, plan.data.perturbation, spread, eps},
           [&](std::size_t most_degree, double allowed) {
             return find_spread_plan({plan.data, problem.v, values}, most_degree, allowed);
           });
  plan.rank = count::tight_rank(static_cast<long>(problem.q.cols()), static_cast<long>(plan.degree()));
  return plan;
}

Outcome<Answer> tensor_by_polynomial(const TensorProblem& problem, const TensorPlan& plan, const Rational& eps,
                                     unsigned threads) {
  DoubleSizes sizes{plan.data.x_sizes.largest(), {}, plan.data.bounds, false};
  for (std::size_t a = 0; a < problem.k.size(); ++a)
    sizes.keys.push_back({problem.k[a].rows(), plan.data.y_sizes[a].largest(), plan.largest_values[a]});
  const DoubleProblem sums{plan.data.x, plan.data.keys(), values_of(problem), std::move(sizes)};
  return polynomial_in_double(answer_from(plan, "polynomial", plan.rank), plan, sums, eps, threads);
}

Outcome<Answer> tensor_by_polynomial_balls(const TensorProblem& problem, const TensorPlan& plan, const Rational& eps,
                                           const Budget& budget, unsigned threads) {
  return to_precision(answer_from(plan, "polynomial-balls", plan.rank), eps, budget,
                      [&](Precision p, const Deadline& d) { return outputs(problem, plan, p, threads, d); });
}

}  // namespace attest::attention
