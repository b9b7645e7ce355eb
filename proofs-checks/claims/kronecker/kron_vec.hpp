#pragma once

// K-08, K-09: which order of (x) and (/) goes with which layout of vec.
#include "attest/lowrank/vec.hpp"
#include "kron_identity.hpp"

namespace attest::ledger::kron {

/// vec as a matrix with one column.
template <lowrank::IndexOrder Layout, class Matrix>
Matrix vec_column(const Matrix& m) {
  const auto v = lowrank::vec<Layout>(m);
  Matrix column(v.numbers().size(), 1);
  for (std::size_t i = 0; i < column.rows(); ++i) column(i, 0) = v.numbers()[i];
  return column;
}

/// vec(A1 X A2^T) against (A1 (x) A2) vec(X).
template <lowrank::IndexOrder Order, lowrank::IndexOrder Layout>
struct VecTrick {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "m");
    const auto middle = x.matrix("X", s["m1"], s["m2"]);
    return sides(vec_column<Layout>(x.mul(x.mul(A[0], middle), transpose(A[1]))),
                 x.mul(x.dense(lowrank::kronecker<Order>(A)), vec_column<Layout>(middle)));
  }
};
/// (A1 (/) A2) x against vec(A1 diag(x) A2^T).
template <lowrank::IndexOrder Order, lowrank::IndexOrder Layout>
struct Diagonal {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "d");
    const auto weights = x.matrix("x", s["d"], 1);
    typename X::Matrix diagonal(s["d"], s["d"], x.field.from(0));
    for (std::size_t c = 0; c < s["d"]; ++c) diagonal(c, c) = weights(c, 0);
    return sides(x.mul(x.dense(lowrank::khatri_rao<Order>(A)), weights),
                 vec_column<Layout>(x.mul(x.mul(A[0], diagonal), transpose(A[1]))));
  }
};

inline const Family vec_family{{}, {"n", "m"}, {2}}, diagonal_family{{"d"}, {"n"}, {2}};

}  // namespace attest::ledger::kron
