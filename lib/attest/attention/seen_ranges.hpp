#pragma once

#include <cstddef>
#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/kernel/definition.hpp"

namespace attest::attention {

/// A mask as one range of keys a query.  Where it is dilated, queries and keys are sorted by their positions' class
/// modulo the dilation first: each class is then a problem of its own whose mask has no dilation.
struct SeenRanges {
  std::vector<kernel::KeyRange> seen;      ///< of the queries in their new order, among the keys in theirs
  std::vector<std::size_t> queries, keys;  ///< the rows in their new order; empty where that is the old one
  [[nodiscard]] bool sorted() const { return !queries.empty(); }
};
/// Cost     O(n + m).
/// Laws     property-tests/attention/masks.cpp
[[nodiscard]] SeenRanges seen_ranges(const Problem& problem);

/// Row t is row order[t] of a, and the reverse; unchecked.
[[nodiscard]] DoubleMatrix in_order(const DoubleMatrix& a, const std::vector<std::size_t>& order);
[[nodiscard]] DoubleMatrix back_in_place(const DoubleMatrix& a, const std::vector<std::size_t>& order);

}  // namespace attest::attention
