#pragma once

#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/tensor_scores.hpp"

namespace attest::attention {

/// What the polynomial method will do for attention of order k: the same C(d+g, g) columns for every order.
struct TensorPlan : ScorePlan {
  BalancedTensor data;
  std::vector<double> largest_values;  ///< |entry| of each V_a
  Integer rank;
};

/// The polynomial of plan_scores, or one of lower degree, or of the same and a smaller bound, that the data allow
/// (attest/attention/tensor_spread.hpp).
///
/// Returns  undecided where plan_scores is, or the scores leave the range of double.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     O(k^2) operations an entry, that of plan_scores and of find_spread_plan.
[[nodiscard]] Outcome<TensorPlan> plan_polynomial(const TensorProblem& problem, const Rational& eps);

/// U1 ((U2^T V1) o (U3^T V2) ...) and its quotients in double, with a proven bound: polynomial_in_double.
/// Returns  undecided where the bound is above eps: the text has the numbers.
[[nodiscard]] Outcome<Answer> tensor_by_polynomial(const TensorProblem& problem, const TensorPlan& plan,
                                                   const Rational& eps, unsigned threads);

/// The same in balls: the radius takes the place of the rounding bound, and the precision doubles until it is small
/// enough.
[[nodiscard]] Outcome<Answer> tensor_by_polynomial_balls(const TensorProblem& problem, const TensorPlan& plan,
                                                         const Rational& eps, const Budget& budget, unsigned threads);

}  // namespace attest::attention
