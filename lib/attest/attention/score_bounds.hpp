#pragma once

#include <vector>

#include "attest/attention/row_blocks.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Bounds of the scores s = sum_l x1_l x2_l ... xk_l, one row taken of each of k >= 2 matrices with d columns, in O(d)
/// operations an entry, all rounded upward.
struct ScoreBounds {
  double score = 0;     ///< |s| for all rows: the least of Hoelder's bounds below
  double absolute = 0;  ///< sum_l |x1_l| ... |xk_l| for all rows
  double mean = 0;      ///< |mean of s over all rows of x2, ..., xk| for every row of x1
};

/// What one pass over all rows of a matrix tells, block by block.
class MatrixFacts {
 public:
  explicit MatrixFacts(std::size_t d) : columns_(d) {}
  void add(RowBlock& block);
  [[nodiscard]] std::vector<double> most() const;              ///< the largest |entry| of each column
  [[nodiscard]] std::vector<double> absolute_mean_up() const;  ///< |mean| of each column, upward
  /// The largest sum of squares of a row as computed, with at most d + 1 roundings of each; not upward.
  [[nodiscard]] double largest_square() const { return largest(square_); }

 private:
  struct Column {
    RowBlock::Lanes most{}, sum{}, magnitude{};
  };
  std::vector<Column> columns_;
  RowBlock::Lanes square_{};
  std::size_t rows_ = 0;
};
[[nodiscard]] MatrixFacts facts_of(const DoubleMatrix& a);

/// Hoelder's bounds: for each matrix its rows against the largest entries of the other columns; for each pair of
/// matrices Cauchy-Schwarz, weighted by the largest entries of the rest.
/// Cost     two passes over each matrix, one where its facts are known; for k > 2 k operations an entry.  Memory O(d).
/// Laws     property-tests/attention/tensor.cpp
using Modes = std::vector<const DoubleMatrix*>;
[[nodiscard]] ScoreBounds score_bounds(const Modes& modes);
[[nodiscard]] ScoreBounds score_bounds(const Modes& modes, const std::vector<MatrixFacts>& facts);

/// The largest |entry| of each column, and of all.
[[nodiscard]] std::vector<double> column_max(const DoubleMatrix& a);
[[nodiscard]] double largest_entry(const DoubleMatrix& a);
/// max over rows of sum_l |x_il| w_l, upward; for several w in one pass.
[[nodiscard]] double largest_weighted_row_up(const DoubleMatrix& x, const std::vector<double>& w);
[[nodiscard]] std::vector<double> largest_weighted_rows_up(const DoubleMatrix& x,
                                                           const std::vector<std::vector<double>>& w);
/// The same in plain double, at most d + 1 roundings of each sum.
[[nodiscard]] std::vector<double> largest_weighted_rows(const DoubleMatrix& x,
                                                        const std::vector<std::vector<double>>& w);
/// max over rows of sqrt(sum_l |x_il|^2 w_l), upward.
[[nodiscard]] double largest_weighted_norm_up(const DoubleMatrix& x, const std::vector<double>& w);
/// A power of two p with p * largest <= 1, and at least 1/2 unless that power would overflow.
[[nodiscard]] double normalizing_power(double largest);

}  // namespace attest::attention
