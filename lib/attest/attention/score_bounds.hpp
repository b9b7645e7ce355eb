#pragma once

#include <vector>

#include "attest/attention/row_passes.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Bounds of the scores s = sum_l x1_l x2_l ... xk_l, one row taken of each of k >= 2 matrices with d columns, in O(d)
/// operations an entry, all rounded upward.
struct ScoreBounds {
  double score = 0;     ///< |s| for all rows: the least of Hoelder's bounds below
  double absolute = 0;  ///< sum_l |x1_l| ... |xk_l| for all rows
  double mean = 0;      ///< |mean of s over all rows of x2, ..., xk| for every row of x1
};

/// What is known of the columns of a matrix, upward.
struct ColumnSizes {
  std::vector<double> most;  ///< |entry|
  std::vector<double> mean;  ///< |mean|

  [[nodiscard]] double largest() const;  ///< |entry| of all
  /// Of the matrix with entries fl(x factor).
  [[nodiscard]] ColumnSizes times(double factor) const;
};
[[nodiscard]] ColumnSizes column_sizes(const ColumnRanges& ranges, std::size_t rows);

/// Hoelder's bounds: for each matrix its rows against the largest entries of the other columns; for each pair of
/// matrices Cauchy-Schwarz, weighted by the largest entries of the rest.  Infinite where an entry is not finite.
/// Cost     one pass over each matrix, k operations an entry, and one more without the sizes.  Memory O(d).
/// Laws     property-tests/attention/tensor.cpp
using Modes = std::vector<const DoubleMatrix*>;
[[nodiscard]] ScoreBounds score_bounds(const Modes& modes);
/// Domain   the sizes are those of the matrices, all finite.
[[nodiscard]] ScoreBounds score_bounds(const Modes& modes, const std::vector<ColumnSizes>& sizes);

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
