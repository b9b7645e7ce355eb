#include "attest/kernel/convolution.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/kernel/convolution_roots.hpp"
#include "attest/kernel/convolution_vectors.hpp"
#include "attest/kernel/directed.hpp"

namespace attest::kernel {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::size_t block = 8, both = 2 * block, least_length = 2 * block;

/// The least e with |x| < 2^e for all x; 0 for the zero vector.
int exponent(std::span<const double> a, const char* name, const ConvolutionVectors& vectors) {
  const double most = std::bit_cast<double>(vectors.largest(a.data(), a.size()));
  if (!std::isfinite(most)) {
    const auto bad = std::find_if(a.begin(), a.end(), [](double x) { return !std::isfinite(x); });
    throw std::domain_error(std::string(name) + "[" + std::to_string(bad - a.begin()) + "] is not a finite number");
  }
  int e = 0;
  std::frexp(most, &e);
  return e;
}

bool is_normal_power(int e) { return -1022 <= e && e <= 1023; }

/// At least x 2^e.
double scaled_up(double x, int e) { return x == 0 ? 0 : up(std::ldexp(x, e)); }

/// At least the 2-norm of n numbers, the largest of which lies in [1/2, 1), or all 0, from the computed sum of their
/// squares, in any order.
double small_norm_up(double sum, std::size_t n) {
  if (sum == 0) return 0;
  const double more = add_up(1, gamma_up(n + 1));
  return sqrt_up(add_up(mul_up(sum, more), mul_up(static_cast<double>(n), underflow)));
}

/// x 2^-e in blocks at z; the sum of their squares.
double load(std::span<const double> x, int e, double* z, const ConvolutionVectors& vectors) {
  if (is_normal_power(-e)) return vectors.load(x.data(), x.size(), std::ldexp(1.0, -e), z);
  std::vector<double> y(x.begin(), x.end());
  for (double& v : y) v = std::ldexp(v, -e);
  return vectors.load(y.data(), y.size(), 1, z);
}

void require_length(std::size_t N) {
  if (N > largest_transform)
    throw std::length_error("convolution: a transform of length " + std::to_string(N) + "; at most " +
                            std::to_string(largest_transform) + " is allowed");
}

void require_circle(std::size_t a, std::size_t b, std::size_t n) {
  if (n == 0 || a > n || b > n)
    throw std::invalid_argument("a, b: " + std::to_string(a) + " and " + std::to_string(b) +
                                " entries; at most n = " + std::to_string(n) + " and n >= 1 are allowed");
}

}  // namespace

/// Modulo t^N + 1 two numbers N/2 apart are the parts of one complex number modulo t^(N/2) - i, which is node 2 of the
/// tree; modulo t^N - 1 it is node 0.
struct Convolver::Factor {
  const ConvolutionVectors& vectors;
  std::size_t N, most, first, count, node;
  std::size_t fold;  // > 0: the entries from here on are added to those from 0 on
  std::shared_ptr<const Roots> w;
  int exponent = 0;
  double norm = 0;
  Numbers numbers;

  Factor(const ConvolutionVectors& v, std::span<const double> a, std::size_t length, std::size_t longest,
         std::size_t from, std::size_t entries, bool circle, std::size_t folded)
      : vectors(v),
        N(length),
        most(longest),
        first(from),
        count(entries),
        node(circle ? 0 : 2),
        fold(folded),
        w(roots(std::max<std::size_t>(2, node > 0 ? 2 * blocks() : blocks() / 2))),
        numbers(2 * both * blocks()) {
    exponent = kernel::exponent(a, "a", v);
    Numbers z(both * blocks());
    norm = load_all(a, exponent, z);
    v.forward(z.data(), blocks(), node, w->re.data(), w->im.data());
    v.prepare(z.data(), blocks(), node, w->re.data(), w->im.data(), numbers.data());
  }

  [[nodiscard]] std::size_t half() const { return node > 0 ? N / 2 : N; }  ///< real parts of the complex numbers
  [[nodiscard]] std::size_t blocks() const { return half() / block; }

  /// x 2^-e; at least its 2-norm.
  double load_all(std::span<const double> x, int e, Numbers& z) const {
    const std::size_t n = std::min(x.size(), half());
    double sum = load(x.first(n), e, z.data(), vectors);
    if (n < x.size()) sum += load(x.subspan(n), e, z.data() + block, vectors);
    return small_norm_up(sum, x.size());
  }

  [[nodiscard]] Convolution times(std::span<const double> b) const {
    const int eb = kernel::exponent(b, "b", vectors);
    Numbers z(both * blocks());
    const double error = convolution_error_up(norm, load_all(b, eb, z), N);
    vectors.forward(z.data(), blocks(), node, w->re.data(), w->im.data());
    vectors.multiply(z.data(), blocks(), numbers.data());
    vectors.back(z.data(), blocks(), node, w->re.data(), w->im.data());
    const int e = exponent + eb - std::countr_zero(blocks());
    Convolution out{std::vector<double>(count), 0};
    const double factor = is_normal_power(e) ? std::ldexp(1.0, e) : 1;
    // Up to a block of the real or the imaginary parts by itself, then the rest.
    for (std::size_t k = first, end = first + count; k < end;) {
      const std::size_t part = k / half(), j = k % half(), in_block = j % block;
      const std::size_t whole = in_block == 0 ? half() - j : block - in_block, n = std::min(end - k, whole);
      vectors.store(z.data() + j / block * both + part * block + in_block, n, factor, out.values.data() + (k - first));
      k += n;
    }
    if (!is_normal_power(e))
      for (double& c : out.values) c = std::ldexp(c, e);
    if (error > 0) out.error = add_up(scaled_up(error, exponent + eb), underflow);
    if (fold > 0) out = folded(std::move(out), mul_up(scaled_up(norm, exponent), norm_up(b)));
    if (!std::isfinite(std::bit_cast<double>(vectors.largest(out.values.data(), out.values.size()))))
      out.error = infinity;
    return out;
  }

  /// Two errors, and one rounding of a sum that is at most |a|_2 |b|_2 + both.
  [[nodiscard]] Convolution folded(Convolution c, double norms) const {
    for (std::size_t k = fold; k < c.values.size(); ++k) c.values[k - fold] += c.values[k];
    c.values.resize(fold);
    const double twice = mul_up(2, c.error);
    c.error = add_up(twice, mul_up(unit, add_up(norms, twice)));
    return c;
  }
};

void require_window(std::size_t a, std::size_t b, std::size_t first, std::size_t count) {
  if (a == 0 || b == 0 || first > a + b - 1 || count > a + b - 1 - first)
    throw std::invalid_argument("window: " + std::to_string(count) + " entries from " + std::to_string(first) +
                                " on, for " + std::to_string(a) + " and " + std::to_string(b) +
                                "; at least one each, and an end at most at their sum less 1 is allowed");
}

Convolver Convolver::window(std::span<const double> a, std::size_t most, std::size_t first, std::size_t count,
                            const ConvolutionVectors& vectors) {
  require_window(a.size(), most, first, count);
  // An entry at or beyond N falls, with its sign changed, on one before `first`.
  const std::size_t N =
      std::bit_ceil(std::max({first + count, a.size() + most - 1 - first, a.size(), most, least_length}));
  require_length(N);
  return Convolver(std::make_shared<const Factor>(vectors, a, N, most, first, count, false, 0));
}

Convolver Convolver::circular(std::span<const double> a, std::size_t n, const ConvolutionVectors& vectors) {
  require_circle(a.size(), n, n);
  require_length(n);
  if (std::has_single_bit(n) && n >= least_length)
    return Convolver(std::make_shared<const Factor>(vectors, a, n, n, 0, n, true, 0));
  const std::size_t count = n + std::max<std::size_t>(a.size(), 1) - 1;
  const std::size_t N = std::bit_ceil(std::max(count, least_length));
  require_length(N);
  return Convolver(std::make_shared<const Factor>(vectors, a, N, n, 0, count, false, n));
}

Convolver Convolver::window(std::span<const double> a, std::size_t most, std::size_t first, std::size_t count) {
  return window(a, most, first, count, convolution_vectors().front());
}
Convolver Convolver::circular(std::span<const double> a, std::size_t n) {
  return circular(a, n, convolution_vectors().front());
}

Convolution Convolver::operator()(std::span<const double> b) const {
  if (b.size() > factor_->most)
    throw std::invalid_argument("b: " + std::to_string(b.size()) + " entries; at most " +
                                std::to_string(factor_->most) + " are allowed");
  return factor_->times(b);
}

double convolution_error_up(double norm_a, double norm_b, std::size_t N) {
  if (!std::has_single_bit(N) || N < least_length || N > largest_transform)
    throw std::invalid_argument("N: " + std::to_string(N) + "; a power of two from " + std::to_string(least_length) +
                                " to " + std::to_string(largest_transform) + " is needed");
  const auto L = static_cast<std::size_t>(std::countr_zero(N));
  return mul_up(gamma_up(15 * L - 27), mul_up(norm_a, norm_b));
}

double norm_up(std::span<const double> a) {
  const auto& vectors = convolution_vectors().front();
  const int e = exponent(a, "a", vectors);
  Numbers z(2 * a.size() + both);
  return scaled_up(small_norm_up(load(a, e, z.data(), vectors), a.size()), e);
}

Convolution convolve_linear(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return {{}, 0};
  return Convolver::window(a, b.size(), 0, a.size() + b.size() - 1)(b);
}

Convolution convolve_circular(std::span<const double> a, std::span<const double> b, std::size_t n) {
  require_circle(a.size(), b.size(), n);
  return Convolver::circular(a, n)(b);
}

}  // namespace attest::kernel
