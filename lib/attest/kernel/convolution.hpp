#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace attest::kernel {

struct ConvolutionVectors;

/// A vector in double precision and how far each of its entries is at most from the exact one; infinite where nothing
/// is known, never less than the truth.
struct Convolution {
  std::vector<double> values;
  double error;
};

/// Convolutions of doubles, taken as exact numbers, by a Fourier transform of complex doubles whose roots of unity are
/// rounded from balls, in the widest vectors the machine has.
///
///   linear     c_k = sum_{i+j = k} a_i b_j,  k = 0 .. |a|+|b|-2; empty where a or b is
///   circular   c_k = sum_{i+j = k mod n} a_i b_j,  k = 0 .. n-1
///
/// Guarantee  every entry is within `error` of the exact one: convolution_error_up(|a|_2, |b|_2, N) for N = n where n
///            is a power of two >= 16, otherwise the least N >= max(|a|+|b|-1, 16), circular max(|a|+n-1, 16)
///            (docs/theory/structured.md, Double precision).  Underflow is covered; where a result may overflow the
///            error is infinite.  The result depends on the machine only in whether multiply-adds are fused.
/// Domain     circular: n >= 1 and |a|, |b| <= n, std::invalid_argument otherwise; a NaN or infinity std::domain_error;
///            N beyond `largest_transform` std::length_error.
/// Cost       3 transforms of N/2 complex numbers (N, circular with n a power of two), 32 to 64 N bytes; and once for
///            each new largest N its roots of unity, about N/16 balls; these stay (2 N bytes).
/// Thread     safe.
/// Laws       property-tests/kernel/convolution.cpp
[[nodiscard]] Convolution convolve_linear(std::span<const double> a, std::span<const double> b);
[[nodiscard]] Convolution convolve_circular(std::span<const double> a, std::span<const double> b, std::size_t n);
inline constexpr std::size_t largest_transform = std::size_t{1} << 30;
/// std::invalid_argument unless a, b >= 1 and the entries first, ..., first + count - 1 are some of the a + b - 1 of a
/// linear convolution of so many numbers.
void require_window(std::size_t a, std::size_t b, std::size_t first, std::size_t count);

/// One factor of many convolutions, transformed once: the results are those of the functions above, bit for bit.
///
/// Cost    the constructor one transform, each product two; 16 N bytes (32 N, circular).  A copy shares them.
/// Thread  safe, products by several threads at once too.
class Convolver {
 public:
  /// The entries first .. first+count-1 of the linear convolution of a with vectors of at most `most` entries, by the
  /// least power of two N >= max(first+count, |a|+most-1-first, |a|, most, 16).
  /// Throws std::invalid_argument where first+count > |a|+most-1, or a is empty or most is 0.
  static Convolver window(std::span<const double> a, std::size_t most, std::size_t first, std::size_t count);
  static Convolver window(std::span<const double> a, std::size_t most, std::size_t first, std::size_t count,
                          const ConvolutionVectors& vectors);
  static Convolver circular(std::span<const double> a, std::size_t n);
  static Convolver circular(std::span<const double> a, std::size_t n, const ConvolutionVectors& vectors);

  /// Throws  std::invalid_argument where b is too long, std::domain_error for a NaN or infinity.
  [[nodiscard]] Convolution operator()(std::span<const double> b) const;

 private:
  struct Factor;
  explicit Convolver(std::shared_ptr<const Factor> factor) : factor_(std::move(factor)) {}
  std::shared_ptr<const Factor> factor_;
};

/// At least gamma_{15 L - 27} norm_a norm_b, L = log2 N: what the computed convolution of length N, a power of two from
/// 16 to `largest_transform`, can be off for vectors of at most these 2-norms, apart from over- and underflow of the
/// result itself.  std::invalid_argument for another N.
[[nodiscard]] double convolution_error_up(double norm_a, double norm_b, std::size_t N);

/// At least the 2-norm; infinite where that is too large.
[[nodiscard]] double norm_up(std::span<const double> a);

}  // namespace attest::kernel
