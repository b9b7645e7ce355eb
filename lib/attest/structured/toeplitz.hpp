#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/structured/convolution.hpp"

namespace attest::structured {

/// A Toeplitz matrix: the entry at (i, j) is w_{i-j}.  Owns its rows + cols - 1 numbers and nothing else; any shape
/// with at least one row and one column.
///
/// Throws   std::invalid_argument where the vector does not have rows + cols - 1 entries, or a side is 0.
/// Cost     O(1) an entry.
/// Laws     property-tests/structured/structured.cpp
template <class T>
class Toeplitz {
 public:
  using Element = T;
  /// w[t] stands on the diagonal i - j = t - (cols - 1): the upper right corner first.
  Toeplitz(std::size_t rows, std::size_t cols, std::vector<T> w) : rows_(rows), cols_(cols), w_(std::move(w)) {
    if (rows == 0 || cols == 0 || w_.size() != rows + cols - 1)
      throw std::invalid_argument("Toeplitz: " + std::to_string(w_.size()) + " numbers for " + std::to_string(rows) +
                                  " x " + std::to_string(cols) + "; rows + cols - 1 are needed");
  }

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t cols() const { return cols_; }
  [[nodiscard]] const T& entry(std::size_t i, std::size_t j) const { return w_[i + cols_ - 1 - j]; }
  [[nodiscard]] const std::vector<T>& vector() const { return w_; }

 private:
  std::size_t rows_, cols_;
  std::vector<T> w_;
};

/// T x, exactly or enclosed: the entries cols-1 .. rows+cols-2 of the convolution of w and x.
/// Throws std::invalid_argument unless x has cols entries.  Cost one convolution.
template <class Field>
[[nodiscard]] std::vector<typename Field::Element> multiply(const Toeplitz<typename Field::Element>& t,
                                                            std::span<const typename Field::Element> x,
                                                            const Field& field) {
  if (x.size() != t.cols())
    throw std::invalid_argument("x: " + std::to_string(x.size()) + " entries; the matrix has " +
                                std::to_string(t.cols()) + " columns");
  return convolve_part(std::span<const typename Field::Element>(t.vector()), x, t.cols() - 1, t.rows(), field);
}

}  // namespace attest::structured
