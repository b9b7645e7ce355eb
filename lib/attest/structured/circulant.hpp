#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/structured/toeplitz.hpp"

namespace attest::structured {

/// A circulant: the entry at (i, j) is c_{(i-j) mod n}.  Owns its first column and nothing else; n >= 1.
///
/// Throws   std::invalid_argument where the column is empty.
/// Cost     O(1) an entry.
/// Laws     property-tests/structured/structured.cpp
template <class T>
class Circulant {
 public:
  using Element = T;
  explicit Circulant(std::vector<T> c) : c_(std::move(c)) {
    if (c_.empty()) throw std::invalid_argument("Circulant: 0 numbers; at least one is needed");
  }

  [[nodiscard]] std::size_t rows() const { return c_.size(); }
  [[nodiscard]] std::size_t cols() const { return c_.size(); }
  [[nodiscard]] const T& entry(std::size_t i, std::size_t j) const { return c_[i >= j ? i - j : i + c_.size() - j]; }
  [[nodiscard]] const std::vector<T>& vector() const { return c_; }

 private:
  std::vector<T> c_;
};

/// C x, exactly or enclosed: the convolution of c and x, its tail folded onto its head.
/// Throws std::invalid_argument unless x has n entries.  Cost one convolution and n - 1 additions.
template <class Field>
[[nodiscard]] std::vector<typename Field::Element> multiply(const Circulant<typename Field::Element>& c,
                                                            std::span<const typename Field::Element> x,
                                                            const Field& field) {
  const std::size_t n = c.cols();
  if (x.size() != n)
    throw std::invalid_argument("x: " + std::to_string(x.size()) + " entries; the matrix has " + std::to_string(n) +
                                " columns");
  auto full = convolve(std::span<const typename Field::Element>(c.vector()), x, field);
  for (std::size_t k = n; k < full.size(); ++k) full[k - n] = field.add(full[k - n], full[k]);
  full.resize(n);
  return full;
}

/// The circulant of size N whose leading rows x cols block is the Toeplitz matrix; the N - (rows + cols - 1) numbers
/// that this leaves free are `zero`.
///
/// Throws   std::invalid_argument unless N >= rows + cols - 1: below that, two diagonals would share a number
///          (docs/theory/structured.md, Embedding).
/// Cost     N copies.
template <class T>
[[nodiscard]] Circulant<T> embed(const Toeplitz<T>& t, std::size_t N, const T& zero) {
  const std::size_t least = t.rows() + t.cols() - 1;
  if (N < least)
    throw std::invalid_argument("N: " + std::to_string(N) + "; a circulant around a " + std::to_string(t.rows()) +
                                " x " + std::to_string(t.cols()) + " Toeplitz matrix has size " +
                                std::to_string(least) + " or more");
  std::vector<T> c(N, zero);
  for (std::size_t k = 0; k < t.rows(); ++k) c[k] = t.entry(k, 0);
  for (std::size_t k = 1; k < t.cols(); ++k) c[N - k] = t.entry(0, k);
  return Circulant<T>(std::move(c));
}

}  // namespace attest::structured
