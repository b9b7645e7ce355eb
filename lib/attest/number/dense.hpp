#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/number/matrix.hpp"

namespace attest {

/// A small dense matrix, row-major, over any element type, indeterminates included: for algebra that is written once
/// for every field (number/field.hpp).  A regular value type.
///
/// Throws   std::out_of_range naming the place; std::length_error where the shape is beyond memory.
/// Cost     entry access O(1).
template <class T>
class Dense {
 public:
  Dense() = default;
  Dense(std::size_t rows, std::size_t cols, const T& value = T()) : rows_(rows), cols_(cols) {
    require_shape(rows, cols, sizeof(T));
    entries_.assign(rows * cols, value);
  }

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t cols() const { return cols_; }
  [[nodiscard]] const T& operator()(std::size_t i, std::size_t j) const { return entries_[place(i, j)]; }
  [[nodiscard]] T& operator()(std::size_t i, std::size_t j) { return entries_[place(i, j)]; }
  friend bool operator==(const Dense&, const Dense&) = default;

 private:
  [[nodiscard]] std::size_t place(std::size_t i, std::size_t j) const {
    if (i >= rows_ || j >= cols_)
      throw std::out_of_range("entry (" + std::to_string(i) + ", " + std::to_string(j) + ") of a " +
                              std::to_string(rows_) + " x " + std::to_string(cols_) + " matrix");
    return i * cols_ + j;
  }
  std::size_t rows_ = 0, cols_ = 0;
  std::vector<T> entries_;
};

/// The transpose, and the product by the definition: rows cols inner operations of the field.
/// Throws std::invalid_argument where the shapes do not fit.
template <class T>
[[nodiscard]] Dense<T> transpose(const Dense<T>& a) {
  Dense<T> t(a.cols(), a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) t(j, i) = a(i, j);
  return t;
}
template <class Field, class T = typename Field::Element>
[[nodiscard]] Dense<T> multiply(const Dense<T>& a, const Dense<T>& b, const Field& field) {
  if (a.cols() != b.rows())
    throw std::invalid_argument("product: " + std::to_string(a.cols()) + " columns against " +
                                std::to_string(b.rows()) + " rows");
  Dense<T> c(a.rows(), b.cols(), field.from(0));
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t l = 0; l < a.cols(); ++l)
      for (std::size_t j = 0; j < b.cols(); ++j) c(i, j) = field.add(c(i, j), field.mul(a(i, l), b(l, j)));
  return c;
}

[[nodiscard]] inline Dense<Rational> to_dense(const RationalMatrix& m) {
  Dense<Rational> d(m.rows(), m.cols());
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) d(i, j) = m.get(i, j);
  return d;
}
[[nodiscard]] inline RationalMatrix to_matrix(const Dense<Rational>& d) {
  RationalMatrix m(d.rows(), d.cols());
  for (std::size_t i = 0; i < d.rows(); ++i)
    for (std::size_t j = 0; j < d.cols(); ++j) m.set(i, j, d(i, j));
  return m;
}

}  // namespace attest
