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
/// evaluate_rows out(i, c) = sum_a weighted[place * columns + c] q_i^a for the rows i of [begin, end)
///
/// Guarantee  each operation and their order are the same for every width, but for the fusing of multiply-adds.
/// Cost       2 c operations a place and row; memory block_bytes (attest/kernel/moments.hpp).
struct Vectors {
  std::size_t lanes;  ///< doubles in a vector
  bool fused;         ///< multiply-adds are fused
  void (*add_moments)(const MonomialSplit& split, const DoubleMatrix& K, const DoubleMatrix& V, std::size_t begin,
                      std::size_t end, double* sums);
  void (*evaluate_rows)(const MonomialSplit& split, const DoubleMatrix& Q, const double* weighted, std::size_t begin,
                        std::size_t end, DoubleMatrix& out);
};

/// Those this processor has, the widest first; never empty.
[[nodiscard]] std::span<const Vectors> vectors_of_this_machine();

/// Rows taken at a time with so many features of both groups: enough for the moments to be read rarely, few enough for
/// the features to stay in cache, or at least in 32 MB.
[[nodiscard]] std::size_t rows_at_a_time(std::size_t features);

}  // namespace attest::kernel
