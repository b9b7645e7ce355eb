#pragma once

#include <string>

#include "attest/attention/balancing.hpp"
#include "attest/attention/problem.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Q and K made ready for the polynomial method: scores of the exact problem (biases aside), up to a constant for each
/// row (which softmax ignores), are x_i.y_j to within `perturbation`.  Rotary positions are part of it: queries and
/// keys are turned first, and the method is then the plain one (docs/theory/rope.md).
///
/// The keys lose a constant vector c, chosen among 0, the mean and the middle of the box, whichever gives
/// the least score bound (softmax does not change: docs/theory/softmax.md); the scale goes into the keys;
/// Q is multiplied by a power of two, and K divided by it, so that |x_il| <= 1.
struct Balanced : Balancing {
  DoubleMatrix x, y;
  DoubleMatrix reach;         ///< |x_i.y_j| <= reach(0, j), to within d 2^-500, for every i
  double farthest_reach = 0;  ///< the largest of these
};

/// The columns of a matrix, in one pass; what require_finite throws where an entry is not finite.
[[nodiscard]] ColumnRanges finite_columns(const DoubleMatrix& a, const std::string& name);

/// Throws   OutOfRange, also for a general kernel; otherwise what require_valid throws of all but V's entries.
/// Cost     O((n + m) d) time, as much memory as Q and K.
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Balanced balance(const Problem& problem);

/// A bound of |scale temperature q_i^T W_{p-j} k_j| for the offsets that the mask allows, without shifting keys.
/// Throws   std::domain_error where the turned data leave the range of double.
/// Cost     O((n + m) d), for a general kernel d^2 operations an offset.
[[nodiscard]] double score_bound_up(const Problem& problem);

}  // namespace attest::attention
