#pragma once

#include "attest/lowrank/kronecker.hpp"

namespace attest::lowrank {

/// The sums over all n_1 ... n_m index tuples that attention of order m + 1 takes once its weights are
/// U (U_1 (/) ... (/) U_m)^T, without a pass over the tuples:
///
///     thin_sums      U (U_1 (/) ... (/) U_m)^T (V_1 (/) ... (/) V_m) = U [(U_1^T V_1) o ... o (U_m^T V_m)]
///     thin_row_sums  U (U_1 (/) ... (/) U_m)^T 1                     = U [(U_1^T 1) o ... o (U_m^T 1)], one column
///
/// Domain   U of shape n x r, U_l n_l x r, V_l n_l x d.
/// Throws   std::invalid_argument naming the two sizes that differ.
/// Cost     r d (n + n_1 + ... + n_m + m - 1) multiplications, and r (n + m - 1).
/// Source   docs/theory/kronecker.md
/// Laws     property-tests/lowrank/kronecker.cpp
template <IndexOrder Order, class T, class Field>
[[nodiscard]] Dense<T> thin_sums(const Dense<T>& u, const KhatriRao<Order, T>& U, const KhatriRao<Order, T>& V,
                                 const Field& field) {
  return multiply(u, multiply(transpose(U), V, field).dense(field), field);
}
template <IndexOrder Order, class T, class Field>
[[nodiscard]] Dense<T> thin_row_sums(const Dense<T>& u, const KhatriRao<Order, T>& U, const Field& field) {
  std::vector<Dense<T>> sums;
  for (const auto& f : U.factors()) {
    Dense<T> s(f.cols(), 1, field.from(0));
    for (std::size_t i = 0; i < f.rows(); ++i)
      for (std::size_t j = 0; j < f.cols(); ++j) s(j, 0) = field.add(s(j, 0), f(i, j));
    sums.push_back(std::move(s));
  }
  return multiply(u, hadamard<Order>(std::move(sums)).dense(field), field);
}

}  // namespace attest::lowrank
