#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest::kernel {

/// Rows of attention of any order straight from the definition, in double: for a row x,
///
///   sums[c] = sum over all tuples (j_1, j_2, ...) of e^s w1_{j_1 c} w2_{j_2 c} ...,  s = sum_l x_l y1_{j_1 l} y2_{j_2
///   l} ...
///
/// Shapes     y_a m_a x d, w_a m_a x c (a column of ones among them gives the sum of the weights).  At least one mode;
///            std::invalid_argument where they do not fit.
/// Guarantee  for |s| + score_error(...) <= exponential_range each sum is within
///              definition_error(...) * sum e^s |w1 w2 ...|
///            of the exact one, apart from underflow and overflow (docs/theory/rounding.md, *The definition*).
/// Cost       d + c + 20 operations a tuple; memory (d + c) m of the longest mode, which runs
///            innermost, shared by all rows.
/// Laws       property-tests/kernel/definition.cpp
class DefinitionRows {
 public:
  DefinitionRows(std::vector<const DoubleMatrix*> y, const std::vector<DoubleMatrix>& w);

  void row(std::span<const double> x, std::span<double> sums) const;
  [[nodiscard]] std::size_t columns() const { return w_.front()->cols(); }
  /// How many keys are run through for m of the innermost mode: whole blocks.
  [[nodiscard]] static std::size_t padded(std::size_t m);

 private:
  void descend(std::size_t mode, const double* z, double* sums, std::vector<double>& scratch) const;
  void innermost(const double* z, double* sums) const;

  std::vector<const DoubleMatrix*> y_;
  std::vector<const DoubleMatrix*> w_;
  std::size_t block_, padded_;         // rows of the innermost mode, filled up to whole blocks
  std::vector<double> keys_, values_;  // the innermost mode by columns, zeros behind
};

/// Upper bound of the error of a computed score, where sum_l |x_l| |y1_l| ... <= absolute, and every |y| <= 1.
[[nodiscard]] double score_error(std::size_t d, std::size_t modes, double absolute);
/// Upper bound of the relative error of the sums for scores that are within `score_error` of those meant, m_a rows
/// each.
[[nodiscard]] double definition_error(double score_error, std::span<const std::size_t> rows);

}  // namespace attest::kernel
