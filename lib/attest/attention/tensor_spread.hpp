#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "attest/attention/spread.hpp"
#include "attest/attention/tensor_scores.hpp"

namespace attest::attention {

/// Data of attention of order k.
struct TensorSpreadData {
  const BalancedTensor& ready;
  const std::vector<DoubleMatrix>& v;       ///< k - 1
  const std::vector<ColumnRanges>& values;  ///< those of each V_a
};

/// The polynomial of least degree, at most `most_degree`, for which the quotients of the sums over all tuples are
/// certainly within `allowed` of the exact ones; nothing where there is none.
///
/// With q_j = sum_l max_i |x_il| |y_jl|^{k-1} of every key, |s| <= (q_{j_1} q_{j_2} ...)^{1/(k-1)} for every row
/// (Hoelder): how often each product is met, and with which values, follows from each matrix alone, and so do the sums
/// over all tuples of |p(s) - e^s| |v - m| that bound the error; m_c the product of the means of the columns.
///
/// Domain     entries of x and v at most 2^100 in size; nothing is found otherwise.
/// Guarantee  as that of find_spread_plan; power is 0.
/// Cost       O((n + sum m_a) (d + dv)), and for each degree that is tried some thousand operations.
/// Source     ours; docs/theory/spread.md, *Several keys at once*.
/// Laws       property-tests/attention/spread.cpp
[[nodiscard]] std::optional<SpreadPlan> find_spread_plan(const TensorSpreadData& data, std::size_t most_degree,
                                                         double allowed);

}  // namespace attest::attention
