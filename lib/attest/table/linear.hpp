#pragma once

#include <cstdint>

#include "attest/number/double_matrix.hpp"

namespace attest::table {

/// Linear attention as fast methods without a proof compute it: out_i = phi(q_i) . sum_j phi(k_j) v_j^T / phi(q_i) .
/// sum_j phi(k_j), with phi(x).phi(y) in place of e^{x.y}; plain loops, in double, nothing certified.  They are here to
/// be compared with.
///
/// Domain   queries and keys that carry the scale already: the score is q.k.  Unchecked.
/// Cost     (n + m) r (dv + 1) multiplications, r features; memory O((n + m) r).

/// phi(x) = (1, x, (x (x) x)/sqrt 2), r = 1 + d + d^2: e^s becomes 1 + s + s^2/2 (Based; Arora et al. 2024).
[[nodiscard]] DoubleMatrix degree_two_attention(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v);

/// phi(x) = e^{w.x - |x|^2/2} / sqrt r for r Gaussian vectors w, the same for queries and keys: e^s in expectation
/// (positive random features; Choromanski et al. 2021, without their orthogonal draws).
[[nodiscard]] DoubleMatrix random_feature_attention(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v,
                                                    std::size_t features, std::uint64_t seed);

}  // namespace attest::table
