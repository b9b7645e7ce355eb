#pragma once

#include "attest/attention/balancing.hpp"
#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/row_passes.hpp"

namespace attest::attention {

/// Softmax attention without positions, biases or masks, of matrices that are read by rows.
struct StreamedProblem {
  const RowSource &q, &k, &v;
  Scale scale = Scale::inverse_sqrt();
};
[[nodiscard]] Shape shape_of(const StreamedProblem& problem);

/// As PolynomialPlan, without the matrices.
struct StreamedPlan : ScorePlan {
  Balancing how;
  Integer rank;
  double largest_value = 0;  ///< |entry| of V
};

/// Plans the polynomial method in double.  Every process of `passes` must call it, as all of the below; all have the
/// same plan.
///
/// Returns  undecided where plan_scores is, or the scores leave the range of double.
/// Throws   std::invalid_argument naming the matrices unless the shapes fit and none is empty; what the sources throw;
///          std::domain_error unless eps > 0.
/// Cost     three passes over the rows of Q, K and V.
[[nodiscard]] Outcome<StreamedPlan> plan_streamed(const StreamedProblem& problem, const Rational& eps,
                                                  const RowPasses& passes);

/// What it will take, as softmax_by_polynomial, beyond the files: with blocks of rows in place of the matrices.
[[nodiscard]] Cost streamed_cost(const StreamedProblem& problem, const Integer& rank, const RowPasses& passes);
/// The bytes of Q, K, V, their copies and the output where all are in memory.
[[nodiscard]] double in_memory_bytes(const Shape& shape);

/// The polynomial method in double: the same bytes for every number of threads and processes and every size of the
/// blocks (on processors that agree on fused multiply-adds).  The answer comes without its output, which goes to
/// `out`, each process writing its own rows.
///
/// Returns  undecided where softmax_by_polynomial is.
/// Cost     one more pass over K and V, one over Q: about 2 (n + m) r (dv + 1) operations over threads and processes,
///          at most moment_chunks of which share the first half; memory O(block + r (dv + 1)).
/// Laws     property-tests/attention/streamed.cpp
[[nodiscard]] Outcome<Answer> softmax_streamed(const StreamedProblem& problem, const StreamedPlan& plan,
                                               const Rational& eps, const Budget& budget, const RowPasses& passes,
                                               RowSink& out);

}  // namespace attest::attention
