#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include "attest/number/matrix.hpp"

namespace attest {

/// Leaves what is constructed from nothing as the memory has it.
template <class T>
struct UnsetAllocator : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = UnsetAllocator<U>;
  };
  template <class U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... A>
  void construct(U* at, A&&... a) {
    ::new (static_cast<void*>(at)) U(std::forward<A>(a)...);
  }
};

/// A dense row-major matrix of finite doubles: what a person's file holds, each entry an exact rational.
/// Entries start at 0.  Access is unchecked (the kernels' type).
class DoubleMatrix {
 public:
  DoubleMatrix() = default;
  DoubleMatrix(std::size_t rows, std::size_t cols) : DoubleMatrix(unset(rows, cols)) {
    std::fill(entries_.begin(), entries_.end(), 0.0);
  }
  /// With entries that are all to be set before they are read.
  [[nodiscard]] static DoubleMatrix unset(std::size_t rows, std::size_t cols) {
    require_shape(rows, cols, sizeof(double));
    DoubleMatrix a;
    a.rows_ = rows, a.cols_ = cols;
    a.entries_.resize(rows * cols);
    return a;
  }

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t cols() const { return cols_; }
  double& operator()(std::size_t i, std::size_t j) { return entries_[i * cols_ + j]; }
  double operator()(std::size_t i, std::size_t j) const { return entries_[i * cols_ + j]; }
  [[nodiscard]] std::span<double> row(std::size_t i) { return {entries_.data() + i * cols_, cols_}; }
  [[nodiscard]] std::span<const double> row(std::size_t i) const { return {entries_.data() + i * cols_, cols_}; }
  [[nodiscard]] std::span<double> entries() { return entries_; }
  [[nodiscard]] std::span<const double> entries() const { return entries_; }
  friend bool operator==(const DoubleMatrix&, const DoubleMatrix&) = default;

 private:
  std::size_t rows_ = 0, cols_ = 0;
  std::vector<double, UnsetAllocator<double>> entries_;
};

/// The same matrix over Q, entry by entry exact.  Throws std::domain_error at a NaN or infinity.
[[nodiscard]] RationalMatrix exact(const DoubleMatrix& a);

}  // namespace attest
