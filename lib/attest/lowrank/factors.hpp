#pragma once

#include <vector>

#include "attest/number/matrix.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::lowrank {

/// Thin factors: p(Q K^T), entry by entry, equals u1 u2^T exactly.
struct Factors {
  RationalMatrix u1;  ///< n x r: p_t multinomial(a) q_i^a
  RationalMatrix u2;  ///< m x r: k_j^a
};

/// The factors of p(Q K^T) for rational Q (n x d), K (m x d) and p, with the tight number of columns
/// r = sum over t with p_t != 0 of C(d+t-1, t)  (count::tight_rank); the zero polynomial has r = 0.
///
/// Throws   std::invalid_argument where Q and K have different numbers of columns, or none;
///          std::length_error where a factor would hold more than 10^8 entries.
/// Cost     one rational multiplication an entry (two in u1): O((n+m) r).
/// Source   claim rank-polynomial-of-low-rank; proof in docs/theory/ranks.md.
/// Laws     property-tests/lowrank/factors.cpp
[[nodiscard]] Factors factor(const polynomial::Polynomial& p, const RationalMatrix& Q, const RationalMatrix& K);

/// weight[a] = p_t multinomial(a), t = |a| = 0..g, for all monomials of degree at most g in the order of
/// MonomialLevel, as doubles.  Each is within `weight_roundings(g)` roundings of the exact weight.
/// Throws   std::overflow_error where a weight leaves the range of normal doubles (unless p_t = 0).
/// Cost     O(r).
[[nodiscard]] std::vector<double> monomial_weights(const polynomial::Polynomial& p, std::size_t d);
[[nodiscard]] constexpr std::size_t weight_roundings(std::size_t g) { return 2 * g + 2; }

}  // namespace attest::lowrank
