#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/lowrank/kronecker.hpp"

namespace attest::lowrank {

/// A matrix or tensor written as one column, its index tuple counted in the order of the type: a matrix by columns
/// (first_fastest) or by rows (last_fastest).  A regular value type.
///
/// Throws   std::invalid_argument where shape and numbers do not fit; `at` as `join`.
/// Cost     `at` k multiplications for k indices.
/// Source   docs/theory/kronecker.md
/// Laws     property-tests/lowrank/kronecker.cpp
template <IndexOrder Order, class T>
class Vec {
 public:
  Vec(std::vector<std::size_t> shape, std::vector<T> numbers) : shape_(std::move(shape)), numbers_(std::move(numbers)) {
    if (joined_size(shape_) != numbers_.size())
      throw std::invalid_argument("numbers: " + std::to_string(numbers_.size()) + " for a shape of " +
                                  std::to_string(joined_size(shape_)));
  }
  [[nodiscard]] const std::vector<std::size_t>& shape() const { return shape_; }
  [[nodiscard]] const std::vector<T>& numbers() const { return numbers_; }
  [[nodiscard]] const T& at(const std::vector<std::size_t>& index) const {
    return numbers_[join<Order>(index, shape_)];
  }
  friend bool operator==(const Vec&, const Vec&) = default;

 private:
  std::vector<std::size_t> shape_;
  std::vector<T> numbers_;
};

/// vec(X), and X back; `unvec` throws std::invalid_argument unless there are two indices.
template <IndexOrder Order, class T>
[[nodiscard]] Vec<Order, T> vec(const Dense<T>& x) {
  const std::vector<std::size_t> shape{x.rows(), x.cols()};
  std::vector<T> numbers(x.rows() * x.cols());
  for (std::size_t i = 0; i < x.rows(); ++i)
    for (std::size_t j = 0; j < x.cols(); ++j) numbers[join<Order>({i, j}, shape)] = x(i, j);
  return Vec<Order, T>(shape, std::move(numbers));
}
template <IndexOrder Order, class T>
[[nodiscard]] Dense<T> unvec(const Vec<Order, T>& v) {
  if (v.shape().size() != 2)
    throw std::invalid_argument("vec: " + std::to_string(v.shape().size()) + " indices, where a matrix has 2");
  Dense<T> x(v.shape()[0], v.shape()[1]);
  for (std::size_t i = 0; i < x.rows(); ++i)
    for (std::size_t j = 0; j < x.cols(); ++j) x(i, j) = v.at({i, j});
  return x;
}

/// (A_1 (x) ... (x) A_k) vec(X): X multiplied by each A_l along its own index; vec(A_1 X A_2^T) for k = 2.
///
/// Throws   std::invalid_argument naming the numbers of indices, or the two sizes that differ.
/// Cost     sum_l (n_1 ... n_l)(m_l ... m_k) multiplications for A_l of shape n_l x m_l.
template <IndexOrder Order, class T, class Field>
[[nodiscard]] Vec<Order, T> multiply(const Kronecker<Order, T>& a, const Vec<Order, T>& x, const Field& field) {
  std::vector<std::size_t> shape = x.shape();
  if (shape.size() != a.factors().size())
    throw std::invalid_argument("product: " + std::to_string(a.factors().size()) + " factors against " +
                                std::to_string(shape.size()) + " indices");
  std::vector<T> numbers = x.numbers();
  for (std::size_t l = 0; l < shape.size(); ++l) {
    const Dense<T>& A = a.factors()[l];
    if (A.cols() != shape[l])
      throw std::invalid_argument("factor " + std::to_string(l + 1) + ": " + std::to_string(A.cols()) +
                                  " columns against an index of " + std::to_string(shape[l]));
    auto next_shape = shape;
    next_shape[l] = A.rows();
    std::vector<T> next(joined_size(next_shape), field.from(0));
    for (std::size_t place = 0; place < numbers.size(); ++place) {
      auto index = split<Order>(place, shape);
      const std::size_t column = index[l];
      for (std::size_t row = 0; row < A.rows(); ++row) {
        index[l] = row;
        T& sum = next[join<Order>(index, next_shape)];
        sum = field.add(sum, field.mul(A(row, column), numbers[place]));
      }
    }
    shape = std::move(next_shape);
    numbers = std::move(next);
  }
  return Vec<Order, T>(std::move(shape), std::move(numbers));
}

/// (A_1 (/) ... (/) A_k) x for a column x; vec(A_1 diag(x) A_2^T) for k = 2.
///
/// Throws   std::invalid_argument where x has not as many entries as the A_l columns.
/// Cost     k multiplications for each of the n_1 ... n_k d terms.
template <IndexOrder Order, class T, class Field>
[[nodiscard]] Vec<Order, T> multiply(const KhatriRao<Order, T>& a, const std::vector<T>& x, const Field& field) {
  if (a.cols() != x.size())
    throw std::invalid_argument("product: " + std::to_string(a.cols()) + " columns against " +
                                std::to_string(x.size()) + " numbers");
  std::vector<T> numbers(a.rows(), field.from(0));
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < x.size(); ++j)
      numbers[i] = field.add(numbers[i], field.mul(a.entry(i, j, field), x[j]));
  return Vec<Order, T>(a.row_sizes(), std::move(numbers));
}

}  // namespace attest::lowrank
