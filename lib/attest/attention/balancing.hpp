#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

#include "attest/attention/row_passes.hpp"
#include "attest/attention/score_bounds.hpp"
#include "attest/number/rational.hpp"

namespace attest::attention {

/// How Q and K are made ready for the polynomial method, x = power q and y = factor (k - shift) in double, and what is
/// known of the result (attest/attention/scores.hpp).
struct Balancing {
  double power = 1, factor = 0;
  std::vector<double> shift;
  std::vector<double> widest;           ///< the largest |entry| of each column of x
  double x_norm = 0;                    ///< at least the norm of each x_i
  std::vector<std::size_t> longest;     ///< a longest row of each chunk of x, as computed (kernel::moment_chunk_rows)
  double largest_x = 0, largest_y = 0;  ///< |entry|
  double perturbation = 0;              ///< |scale q_i.(k_j - shift) - x_i.y_j|, rounded upward
  ScoreBounds bounds;                   ///< of x_i.y_j

  void queries(std::span<const double> q, std::span<double> x) const;
  void keys(std::span<const double> k, std::span<double> y) const;
};

/// Scores that cannot be made ready: the scaled data leave the range of double, or what else is said.
struct OutOfRange : std::domain_error {
  using std::domain_error::domain_error;
  OutOfRange() : OutOfRange("Q, K: their scaled entries leave the range of double") {}
};

/// The shift is that one of 0, the mean of the keys and the middle of their box for which the least bound of the scores
/// is proven.
///
/// Domain   finite entries, of which the columns are known or looked at.  The queries made ready go to x, where it has
///          room for their entries; no room otherwise.
/// Throws   OutOfRange.
/// Cost     one pass over Q and one over K, about 12 d operations a key and a query, and one more over each for
///          the columns; memory a block a thread.
/// Laws     property-tests/attention/streamed.cpp
[[nodiscard]] Balancing balance_rows(const RowSource& q, const RowSource& k, const Rational& scale,
                                     const RowPasses& passes);
[[nodiscard]] Balancing balance_rows(const RowSource& q, const ColumnRanges& q_columns, const RowSource& k,
                                     const ColumnRanges& k_columns, const Rational& scale, const RowPasses& passes,
                                     std::span<double> x = {});

}  // namespace attest::attention
