#pragma once

#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Bounds of the scores s = sum_l x1_l x2_l ... xk_l, one row taken of each of k >= 2 matrices with d columns, in O(d)
/// operations an entry, all rounded upward.
struct ScoreBounds {
  double score = 0;     ///< |s| for all rows: the least of Hoelder's bounds below
  double absolute = 0;  ///< sum_l |x1_l| ... |xk_l| for all rows
  double mean = 0;      ///< |mean of s over all rows of x2, ..., xk| for every row of x1
};

/// Hoelder's bounds: for each matrix its rows against the largest entries of the other columns; for each pair of
/// matrices Cauchy-Schwarz, weighted by the largest entries of the rest.
/// Cost     two passes over each matrix; for k > 2 k operations an entry.  Memory O(d).
/// Laws     property-tests/attention/tensor.cpp
using Modes = std::vector<const DoubleMatrix*>;
[[nodiscard]] ScoreBounds score_bounds(const Modes& modes);

/// The largest |entry| of each column, and of all.
[[nodiscard]] std::vector<double> column_max(const DoubleMatrix& a);
[[nodiscard]] double largest_entry(const DoubleMatrix& a);
/// max over rows of sum_l |x_il| w_l, upward.
[[nodiscard]] double largest_weighted_row_up(const DoubleMatrix& x, const std::vector<double>& w);
/// max over rows of sqrt(sum_l |x_il|^2 w_l), upward.
[[nodiscard]] double largest_weighted_norm_up(const DoubleMatrix& x, const std::vector<double>& w);
/// A power of two p with p * largest <= 1, and at least 1/2 unless that power would overflow.
[[nodiscard]] double normalizing_power(double largest);

}  // namespace attest::attention
