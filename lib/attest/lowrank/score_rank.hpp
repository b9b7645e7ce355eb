#pragma once

#include "attest/number/matrix.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::lowrank {

/// The rank of p(X Y^T), entry by entry, from both sides.
struct ScoreRank {
  std::size_t lower = 0;  ///< the rank modulo `prime`
  std::size_t upper = 0;  ///< rows, columns, or the monomials of p(x_1 y_1 + ... + x_d y_d), whichever are fewest
  Integer prime;          ///< below 2^31; divides no denominator
  [[nodiscard]] bool exact() const { return lower == upper; }
};

/// A minor that is not zero modulo a prime is not zero; and p(<x, y>) is a sum of one product of a function of x and
/// one of y for each monomial of a degree that p has (docs/theory/ranks.md).  The matrix is formed modulo the prime
/// only. For data in general position the sides meet, and no elimination over Q is needed.
///
/// Throws   std::invalid_argument unless X and Y have the same number of columns, at least 1, and rows;
///          std::length_error beyond 2^28 entries of p(X Y^T).
/// Cost     n m (d + g) operations and one elimination, both modulo the prime; 8 n m bytes.
/// Laws     property-tests/lowrank/score_rank.cpp
[[nodiscard]] ScoreRank certify_score_rank(const polynomial::Polynomial& p, const RationalMatrix& X,
                                           const RationalMatrix& Y);

}  // namespace attest::lowrank
