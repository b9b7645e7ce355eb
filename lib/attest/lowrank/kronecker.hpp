#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/lowrank/index_order.hpp"
#include "attest/number/dense.hpp"

namespace attest::lowrank {

/// What an index of a product of several matrices is: one index that all factors share, or a tuple with an index of
/// each factor, joined to one number.
enum class Index { shared, joined };

/// The matrix with the entries prod_l (A_l)_{i_l, j_l}: rows and columns shared (i_l = i) or joined, which makes four
/// products of one definition.  Lazy: it holds the factors.  The order in which tuples are counted is part of the
/// type, so that what mixes two orders does not compile.  A regular value type.
///
///     Kronecker      A (x) B   rows and columns joined
///     KhatriRao      A (/) B   column-wise: rows joined, columns shared
///     FaceSplitting  A (-) B   row-wise: rows shared, columns joined
///     Hadamard       A o B     both shared
///
/// Domain   at least one factor; where an index is shared, as many rows (columns) in each; joined sizes fit
///          std::size_t.
/// Throws   std::invalid_argument naming the two sizes that differ; std::length_error; std::out_of_range in `entry`.
/// Cost     `entry` k - 1 multiplications for k factors; `dense` as many for every entry, the only operation that
///          takes the memory of the whole.
/// Source   docs/theory/kronecker.md
/// Laws     property-tests/lowrank/kronecker.cpp
template <Index Rows, Index Cols, IndexOrder Order, class T>
class IndexedProduct {
 public:
  explicit IndexedProduct(std::vector<Dense<T>> factors) : factors_(std::move(factors)) {
    if (factors_.empty()) throw std::invalid_argument("factors: none, where at least one is needed");
    for (const auto& f : factors_) row_sizes_.push_back(f.rows()), col_sizes_.push_back(f.cols());
    rows_ = size_of(Rows, row_sizes_, "rows");
    cols_ = size_of(Cols, col_sizes_, "columns");
  }

  [[nodiscard]] const std::vector<Dense<T>>& factors() const { return factors_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t cols() const { return cols_; }
  /// The sizes that `join` and `split` take for a joined row or column.
  [[nodiscard]] const std::vector<std::size_t>& row_sizes() const { return row_sizes_; }
  [[nodiscard]] const std::vector<std::size_t>& col_sizes() const { return col_sizes_; }

  template <class Field>
  [[nodiscard]] T entry(std::size_t i, std::size_t j, const Field& field) const {
    if (i >= rows_ || j >= cols_)
      throw std::out_of_range("entry (" + std::to_string(i) + ", " + std::to_string(j) + ") of a " +
                              std::to_string(rows_) + " x " + std::to_string(cols_) + " product");
    const auto row = index_of(Rows, i, row_sizes_), col = index_of(Cols, j, col_sizes_);
    T value = factors_[0](row[0], col[0]);
    for (std::size_t l = 1; l < factors_.size(); ++l) value = field.mul(value, factors_[l](row[l], col[l]));
    return value;
  }
  template <class Field>
  [[nodiscard]] Dense<T> dense(const Field& field) const {
    Dense<T> out(rows_, cols_);
    for (std::size_t i = 0; i < rows_; ++i)
      for (std::size_t j = 0; j < cols_; ++j) out(i, j) = entry(i, j, field);
    return out;
  }
  friend bool operator==(const IndexedProduct& a, const IndexedProduct& b) { return a.factors_ == b.factors_; }

 private:
  static std::size_t size_of(Index kind, const std::vector<std::size_t>& sizes, const char* what) {
    if (kind == Index::joined) return joined_size(sizes);
    for (std::size_t l = 1; l < sizes.size(); ++l)
      if (sizes[l] != sizes[0])
        throw std::invalid_argument("factor " + std::to_string(l + 1) + ": " + std::to_string(sizes[l]) + " " + what +
                                    ", where factor 1 has " + std::to_string(sizes[0]));
    return sizes[0];
  }
  static std::vector<std::size_t> index_of(Index kind, std::size_t place, const std::vector<std::size_t>& sizes) {
    return kind == Index::joined ? split<Order>(place, sizes) : std::vector<std::size_t>(sizes.size(), place);
  }
  std::vector<Dense<T>> factors_;
  std::vector<std::size_t> row_sizes_, col_sizes_;
  std::size_t rows_ = 0, cols_ = 0;
};

template <IndexOrder Order, class T>
using Kronecker = IndexedProduct<Index::joined, Index::joined, Order, T>;
template <IndexOrder Order, class T>
using KhatriRao = IndexedProduct<Index::joined, Index::shared, Order, T>;
template <IndexOrder Order, class T>
using FaceSplitting = IndexedProduct<Index::shared, Index::joined, Order, T>;
template <IndexOrder Order, class T>
using Hadamard = IndexedProduct<Index::shared, Index::shared, Order, T>;

template <IndexOrder Order, class T>
[[nodiscard]] Kronecker<Order, T> kronecker(std::vector<Dense<T>> factors) {
  return Kronecker<Order, T>(std::move(factors));
}
template <IndexOrder Order, class T>
[[nodiscard]] KhatriRao<Order, T> khatri_rao(std::vector<Dense<T>> factors) {
  return KhatriRao<Order, T>(std::move(factors));
}
template <IndexOrder Order, class T>
[[nodiscard]] FaceSplitting<Order, T> face_splitting(std::vector<Dense<T>> factors) {
  return FaceSplitting<Order, T>(std::move(factors));
}
template <IndexOrder Order, class T>
[[nodiscard]] Hadamard<Order, T> hadamard(std::vector<Dense<T>> factors) {
  return Hadamard<Order, T>(std::move(factors));
}

/// The transpose: rows and columns exchange their roles, so a column-wise product becomes a row-wise one.
template <Index Rows, Index Cols, IndexOrder Order, class T>
[[nodiscard]] IndexedProduct<Cols, Rows, Order, T> transpose(const IndexedProduct<Rows, Cols, Order, T>& a) {
  std::vector<Dense<T>> factors;
  for (const auto& f : a.factors()) factors.push_back(transpose(f));
  return IndexedProduct<Cols, Rows, Order, T>(std::move(factors));
}

/// The product over a joined index, factor by factor: the factors of the result are A_l B_l.
///
///     (A1 (x) A2)(B1 (x) B2) = A1 B1 (x) A2 B2       (A1 (x) A2)(B1 (/) B2) = A1 B1 (/) A2 B2
///     (A1 (-) A2)(B1 (x) B2) = A1 B1 (-) A2 B2       (A1 (-) A2)(B1 (/) B2) = A1 B1 o A2 B2
///
/// With `transpose`, (A1 (/) A2)^T (B1 (/) B2) = A1^T B1 o A2^T B2 is the last.  Over a shared index, or with two
/// orders, nothing of the kind holds, and there is no such function.
///
/// Throws   std::invalid_argument where the numbers of factors differ or A_l has not as many columns as B_l rows.
/// Cost     that of the products A_l B_l: the joined index is never run through.
template <Index Rows, Index Cols, IndexOrder Order, class T, class Field>
[[nodiscard]] IndexedProduct<Rows, Cols, Order, T> multiply(const IndexedProduct<Rows, Index::joined, Order, T>& a,
                                                            const IndexedProduct<Index::joined, Cols, Order, T>& b,
                                                            const Field& field) {
  if (a.factors().size() != b.factors().size())
    throw std::invalid_argument("product: " + std::to_string(a.factors().size()) + " factors against " +
                                std::to_string(b.factors().size()));
  std::vector<Dense<T>> factors;
  for (std::size_t l = 0; l < a.factors().size(); ++l)
    factors.push_back(multiply(a.factors()[l], b.factors()[l], field));
  return IndexedProduct<Rows, Cols, Order, T>(std::move(factors));
}

}  // namespace attest::lowrank
