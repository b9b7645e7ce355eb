#pragma once

#include <map>
#include <vector>

#include "attest/lowrank/bilinear.hpp"
#include "attest/number/matrix.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::lowrank {

/// Sequences w, one number for each matrix W_k, by the monomial x^alpha y^beta they stand before.
using GroupedTerms = std::map<Exponents, std::vector<Rational>>;

/// p(x^T W_k y) = sum of w_{alpha,beta}[k] x^alpha y^beta, as polynomials in x and y, for all k at once; terms whose
/// numbers are all zero are left out.  So p of the matrix (q_i^T W_{i-j} k_j), entry by entry, is the sum of
/// diag(q_i^alpha) T diag(k_j^beta) with T the Toeplitz matrix of w_{alpha,beta}, whatever q and k are.
///
/// Throws   std::invalid_argument where there is no W or one is not d x d with the same d >= 1; std::length_error where
///          the bound below times the number of W exceeds 10^7.
/// Cost     that of BilinearPowers up to the degree of p.
/// Source   ours, docs/theory/rope.md: x^alpha y^beta has |alpha| = |beta| = e, and comes from the e-th power alone.
/// Laws     property-tests/lowrank/bilinear.cpp
[[nodiscard]] GroupedTerms grouped_terms(const polynomial::Polynomial& p, const std::vector<RationalMatrix>& W);

/// sum over e <= g with p_e != 0 of C(d+e-1, e)^2: no more terms than that; the same number for generic W.
[[nodiscard]] Integer grouped_terms_upper(const polynomial::Polynomial& p, std::size_t d);

}  // namespace attest::lowrank
