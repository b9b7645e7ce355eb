#include "attest/structured/rounded.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "attest/kernel/directed.hpp"
#include "attest/number/thread.hpp"

namespace attest::structured {
namespace {

using kernel::add_up;
using kernel::mul_up;

void require_columns(std::size_t cols, std::span<const double> x) {
  if (x.size() != cols)
    throw std::invalid_argument("x: " + std::to_string(x.size()) + " entries; the matrix has " + std::to_string(cols) +
                                " columns");
}

double largest(std::span<const double> x) {
  double most = 0;
  for (const double y : x) most = std::max(most, std::fabs(y));
  return most;
}

void require_finite(std::span<const double> x, const char* name) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!std::isfinite(x[i]))
      throw std::domain_error(std::string(name) + "[" + std::to_string(i) + "] is not a finite number");
}

/// docs/theory/structured.md: |u| (E + |w|_2 d) for d >= the 2-norm of what v o x lost, and one product more.
template <class S>
kernel::Convolution rescaled(const Rescaled<S>& s, std::span<const double> x) {
  require_columns(s.cols(), x);
  require_finite(s.u(), "u");
  require_finite(s.v(), "v");
  require_finite(x, "x");
  std::vector<double> vx(x.begin(), x.end());
  for (std::size_t j = 0; j < vx.size(); ++j) vx[j] *= s.v()[j];
  if (!std::isfinite(largest(vx))) return {std::vector<double>(s.rows()), std::numeric_limits<double>::infinity()};
  // Rounding to nearest is also within u of the result, or half the least number.
  const double lost =
      add_up(mul_up(kernel::unit, kernel::norm_up(vx)), mul_up(static_cast<double>(vx.size()), kernel::underflow));
  auto y = multiply(s.core(), std::span<const double>(vx));
  const double inner = add_up(y.error, mul_up(kernel::norm_up(s.core().vector()), lost));
  for (std::size_t i = 0; i < y.values.size(); ++i) y.values[i] *= s.u()[i];
  const double most = largest(y.values);
  y.error = add_up(mul_up(largest(s.u()), inner), add_up(mul_up(kernel::unit, most), kernel::underflow));
  if (!std::isfinite(most) || !std::isfinite(inner)) y.error = std::numeric_limits<double>::infinity();
  return y;
}

}  // namespace

// Entry i of the product is number cols-1+i of the linear convolution.
Prepared::Prepared(const Toeplitz<double>& t)
    : rows_(t.rows()),
      cols_(t.cols()),
      convolver_(kernel::Convolver::window(t.vector(), t.cols(), t.cols() - 1, t.rows())) {}
Prepared::Prepared(const Circulant<double>& c)
    : rows_(c.rows()), cols_(c.cols()), convolver_(kernel::Convolver::circular(c.vector(), c.cols())) {}

kernel::Convolution Prepared::operator()(std::span<const double> x) const {
  require_columns(cols_, x);
  return convolver_(x);
}

std::vector<kernel::Convolution> Prepared::columns(const DoubleMatrix& X, unsigned threads) const {
  if (X.rows() != cols_)
    throw std::invalid_argument("X: " + std::to_string(X.rows()) + " rows; the matrix has " + std::to_string(cols_) +
                                " columns");
  std::vector<kernel::Convolution> out(X.cols());
  for_each_chunk(X.cols(), 1, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<double> x(cols_);
    for (std::size_t j = begin; j < end; ++j) {
      for (std::size_t i = 0; i < cols_; ++i) x[i] = X(i, j);
      out[j] = convolver_(x);
    }
  });
  return out;
}

kernel::Convolution multiply(const Toeplitz<double>& t, std::span<const double> x) {
  require_columns(t.cols(), x);
  return Prepared(t)(x);
}
kernel::Convolution multiply(const Circulant<double>& c, std::span<const double> x) {
  require_columns(c.cols(), x);
  return Prepared(c)(x);
}
kernel::Convolution multiply(const Rescaled<Toeplitz<double>>& s, std::span<const double> x) { return rescaled(s, x); }
kernel::Convolution multiply(const Rescaled<Circulant<double>>& s, std::span<const double> x) { return rescaled(s, x); }

}  // namespace attest::structured
