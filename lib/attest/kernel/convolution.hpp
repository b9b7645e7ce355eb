#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace attest::kernel {

/// A vector in double precision and how far each of its entries is at most from the exact one; infinite where nothing
/// is known, never less than the truth.
struct Convolution {
  std::vector<double> values;
  double error;
};

/// Convolutions of doubles, taken as exact numbers, by a radix-2 Fourier transform of complex doubles whose roots of
/// unity are rounded from balls.
///
///   linear     c_k = sum_{i+j = k} a_i b_j,  k = 0 .. |a|+|b|-2; empty where a or b is
///   circular   c_k = sum_{i+j = k mod n} a_i b_j,  k = 0 .. n-1
///
/// Guarantee  every entry is within `error` of the exact one: convolution_error_up(|a|_2, |b|_2, N) for N a power of
///            two, N = n where n is one, and otherwise the least N >= |a|+|b|-1 (docs/theory/structured.md, Double
///            precision).  Underflow is covered; where a result may overflow the error is infinite.
/// Domain     circular: n >= 1 and |a|, |b| <= n, std::invalid_argument otherwise; a NaN or infinity std::domain_error;
///            N beyond `largest_transform` std::length_error.
/// Cost       3 transforms of (N/2) log2 N butterflies of 10 operations, 48 N bytes, and once for each new largest N
/// its
///            roots of unity, about N/4 balls; these stay (16 N bytes).
/// Thread     safe.
/// Laws       property-tests/kernel/convolution.cpp
[[nodiscard]] Convolution convolve_linear(std::span<const double> a, std::span<const double> b);
[[nodiscard]] Convolution convolve_circular(std::span<const double> a, std::span<const double> b, std::size_t n);
inline constexpr std::size_t largest_transform = std::size_t{1} << 30;

/// At least gamma_{15 L + 4} norm_a norm_b, L = log2 N: what the computed circular convolution of length N, a power of
/// two up to `largest_transform`, can be off for vectors of at most these 2-norms, apart from over- and underflow of
/// the result itself.  std::invalid_argument for another N.
[[nodiscard]] double convolution_error_up(double norm_a, double norm_b, std::size_t N);

/// At least the 2-norm; infinite where that is too large.
[[nodiscard]] double norm_up(std::span<const double> a);

}  // namespace attest::kernel
