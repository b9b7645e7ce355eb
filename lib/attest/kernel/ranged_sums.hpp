#pragma once

#include <cstddef>
#include <span>

#include "attest/kernel/definition.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::kernel {

/// The two passes of the polynomial method (attest/kernel/moments.hpp) where each row sees a range of the keys:
///
///   out[i][c] = sum over the keys j of seen[i] of w_ij v_jc,
///
/// w_ij being sum_a weight[a] q_i^a k_j^a for the keys of whole blocks that `block` neighbouring rows see, e^{q_i.k_j}
/// for those near the ends of a range, and for all of a short one.
///
/// Method     the moments of blocks of keys, and of pairs, fours, ... of blocks: those of a range of blocks are a sum
///            of at most 2 log2 of their number.  Nothing is subtracted.
/// Guarantee  each computed out[i][c] is within
///              gamma_up(ranged_roundings(m, r, g)) * sum_j sum_a |weight[a]| |q_i|^a |k_j|^a |v_jc|   of the ones, and
///              ranged_error(d, absolute, m)        * sum_j e^{q_i.k_j} |v_jc|                         of the others,
///            of the exact value, apart from underflow (docs/theory/rounding.md, *Masks*): m at least the keys of a
///            range, sum_l |q_il| |k_jl| <= absolute, and |q_i.k_j| + score_error(d, 1, absolute) <= exponential_range.
/// Shapes     Q n x d, K m x d, V m x c, as many ranges as rows of Q; std::invalid_argument otherwise, and where a
///            range ends beyond the keys.
/// Threads    the result does not depend on their number; in its last places it does on the width of the vectors, by
///            the exponentials' sums.
/// Cost       that of the two passes where neighbouring rows see about the same keys, and 0.5 to 1.5 `block`
///            exponentials a row; memory ranged_bytes.
/// Laws       property-tests/kernel/ranged_sums.cpp
[[nodiscard]] DoubleMatrix ranged_sums(const DoubleMatrix& Q, const DoubleMatrix& K, const DoubleMatrix& V,
                                       std::span<const KeyRange> seen, std::span<const double> weight, std::size_t g,
                                       unsigned threads, const Vectors& vectors = widest_vectors());

[[nodiscard]] constexpr std::size_t ranged_roundings(std::size_t m, std::size_t r, std::size_t g) {
  return roundings(m, r, g) + 2;
}
[[nodiscard]] double ranged_error(std::size_t d, double absolute, std::size_t m);

/// Keys and rows of a block: where exponentials and sums of moments take about the same time, and more where all blocks
/// would take more than 256 MB.
[[nodiscard]] std::size_t ranged_block(std::size_t m, std::size_t d, std::size_t c, std::size_t r);
/// About the most bytes beyond input and output: all blocks and their sums, keys and values in columns, and a thread's
/// features.
[[nodiscard]] double ranged_bytes(double m, double d, double c, double r, unsigned threads);

}  // namespace attest::kernel
