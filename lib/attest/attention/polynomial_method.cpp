#include "attest/attention/polynomial_method.hpp"

#include <utility>

#include "attest/attention/polynomial_in_double.hpp"
#include "attest/attention/seen_ranges.hpp"

namespace attest::attention {

namespace {

DoubleSizes sizes_of(const PolynomialPlan& plan, bool ranged) {
  const Balanced& data = plan.data;
  return {data.largest_x, {{data.y.rows(), data.largest_y, plan.largest_value}}, data.bounds, ranged};
}

/// The masked problem as one of ranges, its rows sorted by classes where the mask is dilated.
Outcome<Answer> masked(const Problem& problem, const PolynomialPlan& plan, const Rational& eps, unsigned threads) {
  const SeenRanges ranges = seen_ranges(problem);
  const auto run = [&](const DoubleMatrix& x, const DoubleMatrix& y, const DoubleMatrix& v) {
    const DoubleProblem sums{x, {&y}, {&v}, sizes_of(plan, true), ranges.seen};
    return polynomial_in_double(answer_from(plan, "polynomial", plan.rank), plan, sums, eps, threads);
  };
  if (!ranges.sorted()) return run(plan.data.x, plan.data.y, problem.v);
  Outcome<Answer> answer =
      run(in_order(plan.data.x, ranges.queries), in_order(plan.data.y, ranges.keys), in_order(problem.v, ranges.keys));
  if (!answer.decided()) return answer;
  Answer sorted = std::move(answer).value();
  sorted.output = back_in_place(sorted.output, ranges.queries);
  return sorted;
}

}  // namespace

Outcome<Answer> softmax_by_polynomial(const Problem& problem, const PolynomialPlan& plan, const Rational& eps,
                                      const Budget& budget, unsigned threads) {
  if (problem.has_bias())
    return Undecided{Undecided::Reason::bounds_do_not_separate,
                     "biases are not for the double kernel; polynomial-balls takes them",
                     {},
                     {}};
  const std::string what = "rank " + plan.rank.str() + " (degree " + std::to_string(plan.degree()) + ")";
  const Shape shape = shape_of(problem);
  const Cost cost = polynomial_cost(shape, plan.rank, threads);
  if (auto refusal = over_budget(what, cost, budget)) return *refusal;
  if (!problem.mask.everything()) return masked(problem, plan, eps, threads);
  const DoubleProblem sums{plan.data.x, {&plan.data.y}, {&problem.v}, sizes_of(plan, false)};
  return polynomial_in_double(answer_from(plan, "polynomial", plan.rank), plan, sums, eps, threads);
}

}  // namespace attest::attention
