#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/number/matrix.hpp"
#include "attest/structured/rescaled.hpp"

namespace attest::structured {

/// The dense matrix over an element type: IntegerMatrix, RationalMatrix or BallMatrix.
template <class T>
struct DenseOf;
template <>
struct DenseOf<Integer> {
  using Type = IntegerMatrix;
};
template <>
struct DenseOf<Rational> {
  using Type = RationalMatrix;
};
template <>
struct DenseOf<Ball> {
  using Type = BallMatrix;
};
template <class Field>
using DenseMatrix = typename DenseOf<typename Field::Element>::Type;

/// All entries of a Toeplitz matrix, a circulant or a rescaling of one.  Cost rows * cols entries.
template <class S, class Field = RationalField>
[[nodiscard]] DenseMatrix<Field> dense(const S& s, const Field& field = {}) {
  DenseMatrix<Field> m(s.rows(), s.cols());
  for (std::size_t i = 0; i < s.rows(); ++i)
    for (std::size_t j = 0; j < s.cols(); ++j) m.set(i, j, entry(s, i, j, field));
  return m;
}

/// S X column by column, exactly or enclosed, S of any kind.
/// Throws std::invalid_argument unless X has as many rows as S has columns.  Cost one product S x a column of X.
template <class S, class Field>
[[nodiscard]] DenseMatrix<Field> multiply(const S& s, const DenseMatrix<Field>& x, const Field& field) {
  if (x.rows() != s.cols())
    throw std::invalid_argument("X: " + std::to_string(x.rows()) + " rows; the matrix has " + std::to_string(s.cols()) +
                                " columns");
  DenseMatrix<Field> out(s.rows(), x.cols());
  std::vector<typename Field::Element> column(x.rows());
  for (std::size_t c = 0; c < x.cols(); ++c) {
    for (std::size_t j = 0; j < x.rows(); ++j) column[j] = x.get(j, c);
    const auto y = multiply(s, std::span<const typename Field::Element>(column), field);
    for (std::size_t i = 0; i < y.size(); ++i) out.set(i, c, y[i]);
  }
  return out;
}

}  // namespace attest::structured
