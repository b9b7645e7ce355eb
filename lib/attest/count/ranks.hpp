#pragma once

#include <utility>
#include <vector>

#include "attest/number/integer.hpp"

namespace attest::count {

/// How many columns thin factors of p(Q(K1 (x) ... (x) K_{k-1})^T) need, p of degree g, vectors in R^d.
///
/// Every function: d >= 1, g >= 0, order >= 2, std::domain_error naming the argument otherwise.
///
/// `tight_rank`  C(d+g, g), the same for every order k: each order is a polynomial in the d products
///               z_l = q_l k1_l k2_l ..., and there are C(d+g, g) monomials in z of degree <= g.  Equals
///               the exact rank for generic data with enough rows (docs/theory/ranks.md).
/// `paper_rank`  what the papers print: C(k(g+d), kg); for k = 2 this is C(2(g+d), 2g).
/// `rope_terms`  C(|S|+g, g), the number of rescaled Toeplitz terms of the Fast RoPE paper.
/// `grouped_terms`  the pairs (alpha, beta) of exponents of x^T W y to the powers t in `degrees`, W's entries lying in
///               complete blocks of `rows` x `columns` with no row or column in common: the coefficient of z^t in the
///               product over the blocks of sum_e C(rows+e-1, e) C(columns+e-1, e) z^e.  One full block d x d gives
///               C(d+t-1, t)^2, d/2 blocks 2 x 2 are standard RoPE.  Exact where some entries are generic; otherwise
///               an upper bound.
/// Cost          one binomial; grouped_terms: g^2 log(blocks) multiplications for each kind of block, degrees up to
/// 2000.
[[nodiscard]] Integer tight_rank(long d, long g);
/// Only the degrees t with p_t != 0 count: the sum of C(d+t-1, t) over the given degrees.
[[nodiscard]] Integer tight_rank(long d, const std::vector<long>& degrees);
[[nodiscard]] Integer paper_rank(long d, long g, long order);
[[nodiscard]] Integer rope_terms(long support, long g);

[[nodiscard]] Integer grouped_terms(const std::vector<std::pair<long, long>>& blocks, const std::vector<long>& degrees);

/// Monomials of degree exactly t in d variables: C(d+t-1, t).
[[nodiscard]] Integer monomials_of_degree(long d, long t);

}  // namespace attest::count
