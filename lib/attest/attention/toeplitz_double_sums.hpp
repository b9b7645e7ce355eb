#pragma once

#include <cstddef>
#include <vector>

#include "attest/attention/term_sums.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// sum_e c_e (q_i^T W_{p-j} k_j)^e f_{p-j} v_jc over the keys j that query i sees, in double: numbers of modulus at
/// most 1, the tables by differences p - j = lowest, lowest + 1, ...
struct ToeplitzTables {
  struct Place {
    std::size_t row, column;
    std::vector<double> w;  ///< filled up with zeros to a multiple of 8
  };
  const DoubleMatrix &q, &k, &v;  ///< v with its column of ones
  const Sight& sight;
  long lowest = 0;
  std::vector<Place> places;         ///< where W may be other than 0
  std::vector<double> factor;        ///< f, 0 where the mask hides
  std::vector<double> coefficients;  ///< c_e
};

/// The exponents alpha of q and beta of k that meet in the power e of the scores: all pairs of one class, none of two.
/// W splits into blocks (connected rows and columns); a class has one sum of exponents for each block.
struct ToeplitzClass {
  std::size_t degree;
  std::vector<std::vector<unsigned>> alphas, betas;
};
[[nodiscard]] std::vector<ToeplitzClass> toeplitz_classes(const ToeplitzTables& tables);

/// What the sums below need beside input and output.
[[nodiscard]] double toeplitz_double_bytes(const ToeplitzTables& tables, const std::vector<ToeplitzClass>& classes);

struct ToeplitzSums {
  DoubleMatrix sums;          ///< n x columns(v)
  std::vector<double> error;  ///< for each column what all transforms together may be off by, rounded upward
};

/// Guarantee  an entry is within gamma_K sum_j sum_e |c_e| (|q_i|^T |W| |k_j|)^e f |v_jc| + (1 + gamma_K) error[c] of
///            the exact one, K = toeplitz_roundings, apart from underflow (docs/theory/rounding.md, Toeplitz terms).
/// Cost       for each pair of exponents one transform, a multiply-add for each frequency and column, and about 2 d
///            multiply-adds for each difference; for each exponent and column one transform.
/// Laws       property-tests/attention/rope.cpp
[[nodiscard]] ToeplitzSums toeplitz_double_sums(const ToeplitzTables& tables, const std::vector<ToeplitzClass>& classes,
                                                unsigned threads);
[[nodiscard]] std::size_t toeplitz_roundings(const ToeplitzTables& tables, const std::vector<ToeplitzClass>& classes);

}  // namespace attest::attention
