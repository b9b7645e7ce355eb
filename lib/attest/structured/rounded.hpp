#pragma once

#include <span>

#include "attest/kernel/convolution.hpp"
#include "attest/number/double_matrix.hpp"
#include "attest/structured/rescaled.hpp"

namespace attest::structured {

/// S x in double precision, its entries taken as exact, and a bound of the absolute error of every entry of the result
/// (infinite where that may overflow; docs/theory/structured.md, Double precision).
///
/// Throws   std::invalid_argument unless x has cols entries; std::domain_error for a NaN or infinity;
///          std::length_error beyond kernel::largest_transform.
/// Cost     one circular convolution, of the least power of two N >= rows + cols - 1 for a Toeplitz matrix, as
///          kernel::convolve_circular for a circulant; rows + cols more products for a rescaling.
/// Laws     property-tests/structured/structured.cpp
[[nodiscard]] kernel::Convolution multiply(const Toeplitz<double>& t, std::span<const double> x);
[[nodiscard]] kernel::Convolution multiply(const Circulant<double>& c, std::span<const double> x);
[[nodiscard]] kernel::Convolution multiply(const Rescaled<Toeplitz<double>>& s, std::span<const double> x);
[[nodiscard]] kernel::Convolution multiply(const Rescaled<Circulant<double>>& s, std::span<const double> x);

/// A Toeplitz matrix or circulant in double precision for many products, its vector transformed once; they are those
/// of `multiply`, bit for bit.
///
/// Throws   as `multiply`.
/// Cost     the constructor one transform of three, a product two.
/// Thread   safe.
class Prepared {
 public:
  explicit Prepared(const Toeplitz<double>& t);
  explicit Prepared(const Circulant<double>& c);
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t cols() const { return cols_; }
  [[nodiscard]] kernel::Convolution operator()(std::span<const double> x) const;
  /// One product a column of X, which has cols() rows, in order, by up to that many threads.
  [[nodiscard]] std::vector<kernel::Convolution> columns(const DoubleMatrix& X, unsigned threads = 1) const;

 private:
  std::size_t rows_, cols_;
  kernel::Convolver convolver_;
};

}  // namespace attest::structured
