#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace attest::kernel {

/// The inner parts of a convolution, compiled for several vector widths.  Unchecked: attest/kernel/convolution.hpp is
/// the door.  Complex numbers stand in blocks of 8, the real parts before the imaginary ones: number j at
/// z[16 (j / 8) + j % 8] and 8 places on.  Node k of the tree of moduli, t^n - e^(2 pi i r(k)), splits into the nodes
/// 2 k and 2 k + 1, t^(n/2) -+ w_k with the root w_k = e^(pi i r(k)); r(k) has the binary digits of k, the lowest
/// first: r(1) = 1/2, r(2) = 1/4, r(3) = 3/4.
///
/// forward   from the coefficients modulo t^(8 m) - e^(2 pi i r(k)) to those modulo its m factors t^8 - c, in the order
///           of the nodes m k .. m k + m - 1
/// back      the other way, times m
/// prepare   a transformed factor, as `multiply` reads it: 32 numbers a block
/// multiply  z times that factor, block by block
/// load      x[i] f to to[16 (i / 8) + i % 8]; returns the sum of their squares, n + 1 roundings at most
/// store     the other way
/// squares   adds to sums[l] the squares of the numbers in lane l of m blocks, 2 m + 1 roundings at most
/// dots      out[16 f] + i out[16 f + 8] = the sum over l of the products of the numbers in lane l of a and b at f, f < m
///           blocks; over all `bundles` a stride apart, ceil(terms / 8) + 5 roundings at most
/// multiply_add   sum[i] += x[i] y[i]; i < n, a multiple of 8
/// largest   the largest of the bits of |x[i]|, which are in the order of the numbers, infinity and NaN last
///
/// Guarantee  each operation and their order are the same for every width, but for the fusing of multiply-adds.
/// Domain     m a power of two; z and the factor at a multiple of 64 bytes, x and out anywhere.
struct ConvolutionVectors {
  std::size_t lanes;  ///< doubles in a vector
  bool fused;         ///< multiply-adds are fused
  void (*forward)(double* z, std::size_t m, std::size_t k, const double* root_re, const double* root_im);
  void (*back)(double* z, std::size_t m, std::size_t k, const double* root_re, const double* root_im);
  void (*prepare)(const double* z, std::size_t m, std::size_t k, const double* root_re, const double* root_im,
                  double* factor);
  void (*multiply)(double* z, std::size_t m, const double* factor);
  double (*load)(const double* x, std::size_t n, double f, double* to);
  void (*store)(const double* from, std::size_t n, double f, double* out);
  void (*squares)(const double* z, std::size_t m, double* sums);
  void (*dots)(const double* a, const double* b, std::size_t bundles, std::size_t stride, std::size_t m, double* out);
  void (*multiply_add)(const double* x, const double* y, std::size_t n, double* sum);
  std::uint64_t (*largest)(const double* x, std::size_t n);
};

/// Those this processor has, the widest first; never empty.
[[nodiscard]] std::span<const ConvolutionVectors> convolution_vectors();

}  // namespace attest::kernel
