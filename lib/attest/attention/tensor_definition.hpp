#pragma once

#include <vector>

#include "attest/attention/definition.hpp"
#include "attest/attention/tensor_problem.hpp"
#include "attest/attention/tensor_scores.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/outcome.hpp"

namespace attest::attention {

/// Rows of attention of order k from the definition, in balls of working precision p: the judge of every other route.
/// Row t of the result is row rows[t] of the output.
///
/// Throws   std::out_of_range for a row beyond Q; what require_valid throws.
/// Cost     m_1 m_2 ... exponentials a row, each with d + dv ball operations; memory that of the input in balls.
/// Laws     property-tests/attention/tensor.cpp
[[nodiscard]] BallMatrix definition_rows(const TensorProblem& problem, const std::vector<std::size_t>& rows,
                                         Precision p, unsigned threads);

/// The whole output, or some rows, with proven error at most eps; as softmax_by_definition.
[[nodiscard]] Outcome<Answer> tensor_by_definition(const TensorProblem& problem, const Rational& eps,
                                                   const Budget& budget, unsigned threads,
                                                   const SomeRows& rows = std::nullopt);

/// Some rows (all, where none are named) from the definition in double, with a proven bound.
///
/// Where scores may pass 300 the largest of a row, as computed, is first subtracted from them.
/// Returns  undecided where the sums may leave the range of double, or where the bound is above eps: for d <= 64 about
///          max |v| times 10^-13 and 2^-47 times the largest sum_l |q_l k1_l ...|.  The text has the numbers.
/// Cost     d + dv + 17 operations a tuple in the machine's vectors, and d more beyond 300.
[[nodiscard]] Outcome<Answer> tensor_in_double(const TensorProblem& problem, const Rational& eps, unsigned threads,
                                               const SomeRows& rows = std::nullopt);

/// The same for order 2 with rotary positions and masks; the keys are shifted (attest/attention/scores.hpp).
///
/// Returns  undecided besides for a bias and for a general kernel.
/// Cost     as above for the keys that some of four neighbouring queries see, with a few beside them; memory that of
///          the input.
/// Laws     property-tests/attention/masks.cpp
[[nodiscard]] Outcome<Answer> softmax_in_double(const Problem& problem, const Rational& eps, unsigned threads);

}  // namespace attest::attention
