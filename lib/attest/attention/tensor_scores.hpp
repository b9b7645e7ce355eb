#pragma once

#include <vector>

#include "attest/attention/score_bounds.hpp"
#include "attest/attention/tensor_problem.hpp"

namespace attest::attention {

/// Q and the K_a made ready for arithmetic in double: the scores of the exact problem are sum_l x_l y1_l y2_l ... to
/// within `perturbation`.
///
/// Each K_a is multiplied by a power of two that brings its largest entry into [1/2, 1] (below, where that is less than
/// 2^-1000); these powers and the scale go into Q.  No key is shifted: for order 3 and more q.(c o k2) depends on k2,
/// so softmax would see it.
struct BalancedTensor {
  DoubleMatrix x;
  std::vector<DoubleMatrix> y;
  ColumnSizes x_sizes;
  std::vector<ColumnSizes> y_sizes;
  double perturbation = 0;
  ScoreBounds bounds;

  [[nodiscard]] Modes keys() const;
};

/// Throws   what require_valid throws of all but V's entries; OutOfRange where the scaled data leave the range of
///          double.
/// Cost     O(k^2) operations an entry, as much memory as the input.
/// Laws     property-tests/attention/tensor.cpp
[[nodiscard]] BalancedTensor balance(const TensorProblem& problem);

}  // namespace attest::attention
