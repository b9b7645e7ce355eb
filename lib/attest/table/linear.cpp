#include "attest/table/linear.hpp"

#include <cmath>
#include <numbers>
#include <vector>

namespace attest::table {
namespace {

DoubleMatrix degree_two_features(const DoubleMatrix& x) {
  const std::size_t d = x.cols();
  DoubleMatrix phi(x.rows(), 1 + d + d * d);
  for (std::size_t i = 0; i < x.rows(); ++i) {
    phi(i, 0) = 1;
    for (std::size_t a = 0; a < d; ++a) {
      phi(i, 1 + a) = x(i, a);
      for (std::size_t b = 0; b < d; ++b) phi(i, 1 + d + a * d + b) = x(i, a) * x(i, b) / std::numbers::sqrt2;
    }
  }
  return phi;
}

/// Rows of independent Gaussians, by Box and Muller.
DoubleMatrix gaussians(std::size_t rows, std::size_t cols, std::uint64_t seed) {
  DoubleMatrix w(rows, cols);
  const auto uniform = [&] {  // in (0, 1]
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (static_cast<double>(seed >> 11) + 1) * 0x1p-53;
  };
  for (double& x : w.entries()) {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    x = radius * std::cos(2 * std::numbers::pi * uniform());
  }
  return w;
}

DoubleMatrix positive_features(const DoubleMatrix& x, const DoubleMatrix& w) {
  DoubleMatrix phi(x.rows(), w.rows());
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double half_square = 0;
    for (const double c : x.row(i)) half_square += c * c / 2;
    for (std::size_t f = 0; f < w.rows(); ++f) {
      double dot = 0;
      for (std::size_t l = 0; l < x.cols(); ++l) dot += w(f, l) * x(i, l);
      phi(i, f) = std::exp(dot - half_square);
    }
  }
  return phi;
}

DoubleMatrix linear_attention(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v) {
  const std::size_t r = q.cols(), dv = v.cols();
  DoubleMatrix moments(r, dv + 1), out(q.rows(), dv);
  for (std::size_t j = 0; j < k.rows(); ++j)
    for (std::size_t f = 0; f < r; ++f) {
      const double phi = k(j, f);
      const auto row = moments.row(f);
      for (std::size_t c = 0; c < dv; ++c) row[c] += phi * v(j, c);
      row[dv] += phi;
    }
  std::vector<double> sums(dv + 1);
  for (std::size_t i = 0; i < q.rows(); ++i) {
    sums.assign(dv + 1, 0);
    for (std::size_t f = 0; f < r; ++f) {
      const auto row = moments.row(f);
      for (std::size_t c = 0; c <= dv; ++c) sums[c] += q(i, f) * row[c];
    }
    for (std::size_t c = 0; c < dv; ++c) out(i, c) = sums[c] / sums[dv];
  }
  return out;
}

}  // namespace

DoubleMatrix degree_two_attention(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v) {
  return linear_attention(degree_two_features(q), degree_two_features(k), v);
}

DoubleMatrix random_feature_attention(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v,
                                      std::size_t features, std::uint64_t seed) {
  const DoubleMatrix w = gaussians(features, q.cols(), seed);
  return linear_attention(positive_features(q, w), positive_features(k, w), v);
}

}  // namespace attest::table
