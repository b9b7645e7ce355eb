#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "attest/kernel/monomial_split.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::kernel {

/// The two passes of the polynomial method in double precision, over the monomials k^a with |a| <= g in the order of
/// attest::polynomial::MonomialLevel.
///
///   moments    M[a][c] = sum_j k_j^a v_jc                    r x c doubles, r = C(d+g, g)
///   evaluate   out[i][c] = sum_a weight[a] M[a][c] q_i^a
///   moments_with_ones   as moments for V with a column of ones behind it, which is never made
///   evaluate_quotients  the first c - 1 columns of evaluate, each divided by the last one
///
/// Method     the variables fall into two groups, x^a = x'^a' x''^a''; only the few features of each group alone are
///            generated, for a block of rows, and both passes are matrix products over panels x'^a' times a range of
///            a'' (attest/kernel/monomial_split.hpp), in registers of the widest kind the machine has.  Where both
///            groups have few features, moments are sums of products over rows beside each other, and nothing is
///            turned.
/// Guarantee  each computed out[i][c] is within
///              gamma_up(roundings(m, r, g)) * sum_j sum_a |weight[a]| |q_i|^a |k_j|^a |v_jc|
///            of the exact value, apart from underflow (docs/theory/rounding.md); the weights are taken as
///            exact here, a quotient is one more rounding of the sums' own.  Any order of summation and any fused
///            multiply-add keeps the bound.
/// Shapes     K m x d, V m x c (m x (c - 1) with ones), Q n x d; weight and M have r rows.  std::invalid_argument
///            otherwise.
/// Threads    the result does not depend on their number, nor on the width of the vectors; only on whether the machine
///            has fused multiply-adds.
/// Cost       2 m r c and 2 n r c operations and little more, at the speed of a matrix product; memory
///            block_bytes(r) a thread, plus the moments: one partial set a chunk of keys, at most `moment_chunks` of
///            them, and r places.
/// Laws       property-tests/kernel/moments.cpp
inline constexpr std::size_t moment_chunks = 8;
/// Rows of a chunk of m keys, a multiple of 256: fewer are not worth a thread where moments pay.  The last chunk may
/// have fewer.
[[nodiscard]] std::size_t moment_chunk_rows(std::size_t m);

struct Vectors;  // attest/kernel/moments_vectors.hpp
[[nodiscard]] const Vectors& widest_vectors();

[[nodiscard]] std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g, std::size_t r,
                                          unsigned threads, const Vectors& vectors = widest_vectors());
[[nodiscard]] std::vector<double> moments_with_ones(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g,
                                                    std::size_t r, unsigned threads,
                                                    const Vectors& vectors = widest_vectors());
[[nodiscard]] DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M,
                                    std::size_t c, std::size_t g, unsigned threads,
                                    const Vectors& vectors = widest_vectors());
[[nodiscard]] DoubleMatrix evaluate_quotients(const DoubleMatrix& Q, std::span<const double> weight,
                                              std::span<const double> M, std::size_t c, std::size_t g, unsigned threads,
                                              const Vectors& vectors = widest_vectors());

/// The same for the monomials of a split, those of a staircase in the order of its panels, g its
/// degree in the guarantee.  Domain: its variables are the columns of the matrix; std::invalid_argument otherwise.
[[nodiscard]] std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, const MonomialSplit& split,
                                          unsigned threads, const Vectors& vectors = widest_vectors());
[[nodiscard]] DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M,
                                    std::size_t c, const MonomialSplit& split, unsigned threads,
                                    const Vectors& vectors = widest_vectors());

/// The two passes over rows that come in pieces, a column of ones behind the values: the moments of a chunk of keys
/// from pieces of it in order, the moments of all from those of the chunks, added in order; then quotients of any
/// queries. The result is that of moments_with_ones and evaluate_quotients, to the last bit, whatever the pieces, all
/// but the last of a chunk a multiple of 64 rows.
///
/// Shapes   K . x d, V . x values, sums `numbers()` numbers, weight r numbers, Q . x d; std::invalid_argument
///          otherwise.
/// Threads  const members from many.
class PassesInPieces {
 public:
  PassesInPieces(std::size_t d, std::size_t g, std::size_t values, const Vectors& vectors = widest_vectors());
  [[nodiscard]] std::size_t numbers() const { return split_.places() * columns_; }
  void add(const DoubleMatrix& K, const DoubleMatrix& V, std::span<double> sums) const;
  void weigh(std::span<const double> weight, std::span<const double> sums);
  [[nodiscard]] DoubleMatrix quotients(const DoubleMatrix& Q) const;

 private:
  std::size_t d_, columns_;
  const Vectors& vectors_;
  MonomialSplit split_;
  std::vector<double> weighted_;
};

/// How many successive roundings stand behind one output of the two passes with exact weights.
[[nodiscard]] constexpr std::size_t roundings(std::size_t m, std::size_t r, std::size_t g) { return m + r + 2 * g + 3; }

/// At least the bytes of one thread's features: those of both groups, at most r + 1, for at most 120 rows, fewer where
/// they would take more than 32 MB, but no fewer than 16; and for eight more, where they are made.
[[nodiscard]] constexpr double block_bytes(double r) {
  return 8 * (std::min(120 * (r + 1), std::max(0x1p22, 16 * (r + 1))) + 8 * (r + 1));
}

}  // namespace attest::kernel
