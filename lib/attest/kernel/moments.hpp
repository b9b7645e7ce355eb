#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest::kernel {

/// The two passes of the polynomial method in double precision.  Monomials k^a with |a| <= g are
/// generated in blocks of rows, in the order of attest::polynomial::MonomialLevel, and never stored for
/// all rows.
///
///   moments    M[a][c] = sum_j k_j^a v_jc                    r x c doubles, r = C(d+g, g)
///   evaluate   out[i][c] = sum_a weight[a] M[a][c] q_i^a
///
/// Guarantee  each computed out[i][c] is within
///              gamma_up(roundings(m, r, g)) * sum_j sum_a |weight[a]| |q_i|^a |k_j|^a |v_jc|
///            of the exact value, apart from underflow (docs/theory/rounding.md); the weights are taken as
///            exact here.  Any order of summation and any fused multiply-add keeps the bound.
/// Shapes     K m x d, V m x c, Q n x d; weight and M have r rows.  std::invalid_argument otherwise.
/// Threads    the result does not depend on their number.
/// Cost       about 2 m r c and 2 n r c operations; memory block_bytes(r) a thread, plus the moments: one
///            partial set a chunk of keys, at most `moment_chunks` of them.
/// Laws       property-tests/kernel/moments.cpp
inline constexpr std::size_t block_rows = 32;
inline constexpr std::size_t moment_chunks = 8;

[[nodiscard]] std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g, std::size_t r,
                                          unsigned threads);
[[nodiscard]] DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M,
                                    std::size_t c, std::size_t g, unsigned threads);

/// How many successive roundings stand behind one output of the two passes with exact weights.
[[nodiscard]] constexpr std::size_t roundings(std::size_t m, std::size_t r, std::size_t g) { return m + r + 2 * g + 3; }

/// Bytes of one thread's feature block.
[[nodiscard]] constexpr double block_bytes(double r) { return 8.0 * block_rows * r; }

}  // namespace attest::kernel
