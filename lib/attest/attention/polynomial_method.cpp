#include "attest/attention/polynomial_method.hpp"

#include "attest/attention/polynomial_in_double.hpp"

namespace attest::attention {

Outcome<Answer> softmax_by_polynomial(const Problem& problem, const PolynomialPlan& plan, const Rational& eps,
                                      const Budget& budget, unsigned threads) {
  if (!problem.mask.everything() || problem.has_bias())
    return Undecided{Undecided::Reason::bounds_do_not_separate,
                     "masks and biases are not for the double kernel; polynomial-balls takes them",
                     {},
                     {}};
  const std::string what = "rank " + plan.rank.str() + " (degree " + std::to_string(plan.degree()) + ")";
  if (auto refusal = over_budget(what, polynomial_cost(shape_of(problem), plan.rank, threads), budget)) return *refusal;
  const DoubleProblem sums{plan.data.x, {&plan.data.y}, {&problem.v}, plan.data.bounds};
  return polynomial_in_double(answer_from(plan, "polynomial", plan.rank), plan, sums, eps, threads);
}

}  // namespace attest::attention
