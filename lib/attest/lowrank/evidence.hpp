#pragma once

#include <vector>

#include "attest/number/matrix.hpp"

namespace attest::lowrank {

/// What shows that a matrix has rank r, from both sides.
struct RankEvidence {
  Integer prime;                           ///< below 2^31, and prime
  std::vector<std::size_t> rows, columns;  ///< r each: that minor is not zero modulo the prime
  RationalMatrix left, right;              ///< n x r and r x m, their product is the matrix exactly; r >= 1
};

/// Factors: the pivot columns times the non-zero rows of the reduced echelon form.  Rows: by elimination modulo the
/// largest prime below 2^31 that divides no denominator and keeps the pivot columns independent.
///
/// Throws   std::invalid_argument where the matrix is zero: rank 0 needs no evidence.
/// Cost     FLINT's fmpq_mat_rref, and r^2 rows operations modulo a prime.
/// Laws     property-tests/lowrank/bilinear.cpp
[[nodiscard]] RankEvidence find_rank_evidence(const RationalMatrix& m);

}  // namespace attest::lowrank
