#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "attest/kernel/convolution_roots.hpp"

namespace attest::kernel {

struct ConvolutionVectors;

/// Real vectors modulo t^N + 1, transformed all the way, eight of them side by side in the lanes of a vector: for sums
/// of many convolutions that share their factors (docs/theory/structured.md, Sums of convolutions).
///
/// Domain   N a power of two from 16 to largest_transform, size >= 1, std::invalid_argument otherwise; entries of
///          modulus at most 2^100, where nothing overflows.
/// Cost     8 N bytes a vector, in eights; one transform of N/2 complex numbers each.
/// Laws     property-tests/kernel/convolution.cpp
class Bundle {
 public:
  Bundle(std::size_t N, std::size_t size);
  Bundle(std::size_t N, std::size_t size, const ConvolutionVectors& vectors);

  [[nodiscard]] std::size_t length() const { return N_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t eights() const { return (size_ + 7) / 8; }

  /// All vectors 0 again.
  void clear();
  /// x as the entries at, at + 1, ... of vector v; unchecked: v < size, at + |x| <= N, not yet transformed.
  void put(std::size_t v, std::size_t at, std::span<const double> x);
  /// Once after all entries are in place; or each of the `eights` once, by any threads.
  void transform();
  void transform(std::size_t eight);
  /// At least the 2-norm of vector v, from its transform on.
  [[nodiscard]] double norm_up(std::size_t v) const;

 private:
  friend class ConvolutionSums;
  [[nodiscard]] std::size_t half() const { return N_ / 2; }
  [[nodiscard]] std::size_t stride() const;
  const ConvolutionVectors& vectors_;
  std::size_t N_, size_;
  std::shared_ptr<const Roots> w_;
  Numbers numbers_;
  std::vector<double> squares_;
};

/// y_c = sum over v of a_v * z_{c,v} modulo t^N + 1, for columns c.
///
/// Guarantee  y_c is within convolution_sum_error_up of the exact sum, entry by entry, after `back`.
/// Cost       `products` one complex multiply-add for each v, c and N/2; `back` one transform for each eight columns;
///            8 N bytes a column, in eights.
class ConvolutionSums {
 public:
  ConvolutionSums(std::size_t N, std::size_t columns);
  ConvolutionSums(std::size_t N, std::size_t columns, const ConvolutionVectors& vectors);

  /// Both transformed, of one length and size, z for each column; std::invalid_argument otherwise.
  void products(const Bundle& a, std::span<const Bundle> z, unsigned threads = 1);
  void back(unsigned threads = 1);
  /// sums[i][c] += weight[i] y_c[first + i]; unchecked: first + |weight| <= N.  Two roundings.
  void add_to(double* sums, std::size_t first, std::span<const double> weight) const;

 private:
  const ConvolutionVectors& vectors_;
  std::size_t columns_;
  Bundle y_;
};

/// At least gamma_{15 (L-1) + 2 ceil(terms/8) + 16} norms, L = log2 N: how far an entry of such a sum of `terms`
/// convolutions can be from the exact one, for norms >= sum |a_v|_2 |z_v|_2, and what underflow adds for entries of
/// modulus at most 2^100.  std::invalid_argument for another N.
[[nodiscard]] double convolution_sum_error_up(double norms, std::size_t N, std::size_t terms);

}  // namespace attest::kernel
