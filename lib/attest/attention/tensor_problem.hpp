#pragma once

#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/attention/row_passes.hpp"

namespace attest::attention {

/// Attention of order k (2 <= k <= largest_order), the papers' Q(K1 (/) ... (/) K_{k-1})^T: a query looks at all tuples
/// (j_1, ..., j_{k-1}) of keys at once,
///
///     out_i = sum e^{s} v1_{j_1} o v2_{j_2} o ... / sum e^{s},   s = scale sum_l q_il k1_{j_1 l} k2_{j_2 l} ...,
///
/// o the product entry by entry.  Q n x d, K_a m_a x d, V_a m_a x dv; every entry is the exact rational its double is.
/// Order 2 is softmax attention without positions.
struct TensorProblem {
  DoubleMatrix q;
  std::vector<DoubleMatrix> k, v;  ///< k - 1 each
  Scale scale = Scale::inverse_sqrt();

  [[nodiscard]] std::size_t order() const { return k.size() + 1; }
  [[nodiscard]] std::size_t values() const { return v.front().cols(); }
  /// The number of tuples, m_1 m_2 ..., as a double.
  [[nodiscard]] double tuples() const;
  /// The largest half-width of an interval that holds all products of values of one column.
  [[nodiscard]] Rational half_spread() const;
};
inline constexpr std::size_t largest_order = 6;

/// The same from the columns of the values, all finite.
[[nodiscard]] Rational half_spread(const std::vector<ColumnRanges>& v);

/// Throws std::invalid_argument naming the matrices unless the order is allowed, the shapes fit and none is empty;
/// std::domain_error where an entry is not finite.
void require_valid(const TensorProblem& problem);
/// But for the entries, in O(k): for those who look at them anyway.
void require_valid_shapes(const TensorProblem& problem);
/// What finite_columns gives of all K_a, or of all V_a.
[[nodiscard]] std::vector<ColumnRanges> finite_keys(const TensorProblem& problem);
[[nodiscard]] std::vector<ColumnRanges> finite_values(const TensorProblem& problem);

}  // namespace attest::attention
