#pragma once

#include <cstddef>
#include <span>

#include "attest/kernel/moments.hpp"
#include "attest/kernel/monomial_split.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::kernel {

/// The inner parts of the two passes, compiled for several vector widths.  Unchecked: attest/kernel/moments.hpp is the
/// door.
///
/// add_moments   sums[c * places + place] += sum over the rows j of [begin, end), in order, of k_j^a v_jc
///               ..._with_ones: a column of ones behind those of V
/// evaluate_rows out(i, c) = sum_a weighted[place * columns + c] q_i^a for the rows i of [begin, end)
///               evaluate_quotients: columns = out.cols() + 1, and each of these sums but the last over the last
///
/// Guarantee  each operation and their order are the same for every width, but for the fusing of multiply-adds.
/// Cost       2 c operations a place and row; memory block_bytes (attest/kernel/moments.hpp).
struct Vectors {
  std::size_t lanes;  ///< doubles in a vector
  bool fused;         ///< multiply-adds are fused
  using AddMoments = void (*)(const MonomialSplit& split, const DoubleMatrix& K, const DoubleMatrix& V,
                              std::size_t begin, std::size_t end, double* sums);
  using Evaluate = void (*)(const MonomialSplit& split, const DoubleMatrix& Q, const double* weighted,
                            std::size_t begin, std::size_t end, DoubleMatrix& out);
  AddMoments add_moments, add_moments_with_ones;
  Evaluate evaluate_rows, evaluate_quotients;
};

/// Those this processor has, the widest first; never empty.
[[nodiscard]] std::span<const Vectors> vectors_of_this_machine();

/// Rows taken at a time with so many features of both groups: enough for the moments to be read rarely, few enough for
/// the features to stay in cache, or at least in 32 MB.
[[nodiscard]] std::size_t rows_at_a_time(std::size_t features);

}  // namespace attest::kernel
