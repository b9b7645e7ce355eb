#pragma once

#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// Orthogonal vectors of order k over D coordinates as Gap-MaxIP over kD coordinates.  For bits,
/// 1 - x_1 ... x_k = (1 - x_1) + x_1 (1 - x_2) + ... + x_1 ... x_{k-1} (1 - x_k), and the p-th term is a product over
/// the k sets: coordinate (l, p), at place l k + p, is x_l in the sets before p, 1 - x_l in set p, 1 in those after it.
/// So the product of every choice is D minus its old product: D if it was orthogonal, at most D - 1 otherwise. t = D
/// and gap = 1/D; both sides of the promise are exhaustive, and one of them holds.
///
/// Throws   std::invalid_argument where the sets are not valid; std::length_error beyond 2^32 entries a set.
/// Cost     k^2 n D.
/// Laws     property-tests/reduction/vectors.cpp
/// Source   docs/theory/hardness.md
[[nodiscard]] GapProblem max_ip_of(const VectorSets& ov);

}  // namespace attest::reduction
