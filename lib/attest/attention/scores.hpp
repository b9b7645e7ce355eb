#pragma once

#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/attention/score_bounds.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Q and K made ready for the polynomial method: scores of the exact problem (biases aside), up to a constant for each
/// row (which softmax ignores), are x_i.y_j to within `perturbation`.  Rotary positions are part of it: queries and
/// keys are turned first, and the method is then the plain one (docs/theory/rope.md).
///
/// The keys lose a constant vector c, chosen among 0, the mean and the middle of the box, whichever gives
/// the least score bound (softmax does not change: docs/theory/softmax.md); the scale goes into the keys;
/// Q is multiplied by a power of two, and K divided by it, so that |x_il| <= 1.
struct Balanced {
  DoubleMatrix x, y;
  std::vector<double> shift;  ///< the vector c
  double perturbation = 0;    ///< |scale q_i.(k_j - c) - x_i.y_j|, rounded upward
  ScoreBounds bounds;
};

/// Throws   std::domain_error where the scaled data leave the range of double, or the problem has a general kernel.
/// Cost     O((n + m) d) time, as much memory as Q and K.
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Balanced balance(const Problem& problem);

/// A bound of |scale temperature q_i^T W_{p-j} k_j| for the offsets that the mask allows, without shifting keys.
/// Throws   std::domain_error where the turned data leave the range of double.
/// Cost     O((n + m) d), for a general kernel d^2 operations an offset.
[[nodiscard]] double score_bound_up(const Problem& problem);

}  // namespace attest::attention
