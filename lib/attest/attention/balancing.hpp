#pragma once

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
  double largest_x = 0, largest_y = 0;  ///< |entry|
  double perturbation = 0;              ///< |scale q_i.(k_j - shift) - x_i.y_j|, rounded upward
  ScoreBounds bounds;                   ///< of x_i.y_j

  void queries(std::span<const double> q, std::span<double> x) const;
  void keys(std::span<const double> k, std::span<double> y) const;
};

/// The shift is that one of 0, the mean of the keys and the middle of their box for which the least bound of the scores
/// is proven.
///
/// Throws   std::domain_error where the scaled data leave the range of double.
/// Cost     two passes over Q and two over K, about 12 d operations a key and 8 d a query; memory a block a thread.
/// Laws     property-tests/attention/streamed.cpp
[[nodiscard]] Balancing balance_rows(const RowSource& q, const RowSource& k, const Rational& scale,
                                     const RowPasses& passes);

}  // namespace attest::attention
