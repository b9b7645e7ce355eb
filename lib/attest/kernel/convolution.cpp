#include "attest/kernel/convolution.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "attest/kernel/directed.hpp"
#include "attest/number/ball.hpp"

namespace attest::kernel {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Split {
  explicit Split(std::size_t n) : re(n), im(n) {}
  std::vector<double> re, im;
};

/// cos(pi x), rounded: within 2^-54 + 2^-95.
double rounded_cosine(const Rational& x) {
  const Ball c = cos_pi(x, Precision(112));
  if (c.radius() > Rational::power_of_two(-96)) throw std::logic_error("cos_pi: the ball is too wide");
  return c.midpoint().nearest_double();
}

/// e^(-pi i j / h) at [h + j], j = 0 .. h-1, for h = 1, 2, 4 .. N/2.
std::shared_ptr<const Split> make_roots(std::size_t N) {
  auto w = std::make_shared<Split>(N);
  const std::size_t h = N / 2;
  // The finest row by symmetry from its first eighth of the circle, the others are parts of it.
  for (std::size_t j = 0; j <= h / 4; ++j) {
    const Rational x{Integer(j), Integer(h)};
    const double c = rounded_cosine(x), s = rounded_cosine(Rational(1, 2) - x);
    const auto put = [&](std::size_t at, double re, double im) {
      if (at < h) w->re[h + at] = re, w->im[h + at] = im;
    };
    put(j, c, -s);
    if (h % 2 == 0) {
      put(h / 2 - j, s, -c);
      put(h / 2 + j, -s, -c);
      put(h - j, -c, -s);
    }
  }
  for (std::size_t g = h / 2; g >= 1; g /= 2)
    for (std::size_t j = 0; j < g; ++j) w->re[g + j] = w->re[2 * (g + j)], w->im[g + j] = w->im[2 * (g + j)];
  return w;
}

/// A table serves every smaller N too.
std::shared_ptr<const Split> roots(std::size_t N) {
  static std::mutex mutex;
  static std::shared_ptr<const Split> table;
  const std::lock_guard lock(mutex);
  if (!table || table->re.size() < N) table = make_roots(std::max<std::size_t>(N, 2));
  return table;
}

/// (x, y) -> (x + y, (x - y) w): the transform, in bit-reversed order.
void transform(Split& z, const Split& w) {
  for (std::size_t h = z.re.size() / 2; h >= 1; h /= 2)
    for (std::size_t block = 0; block < z.re.size(); block += 2 * h) {
      double *xr = z.re.data() + block, *xi = z.im.data() + block, *yr = xr + h, *yi = xi + h;
      const double *wr = w.re.data() + h, *wi = w.im.data() + h;
      for (std::size_t j = 0; j < h; ++j) {
        const double dr = xr[j] - yr[j], di = xi[j] - yi[j];
        xr[j] += yr[j];
        xi[j] += yi[j];
        yr[j] = dr * wr[j] - di * wi[j];
        yi[j] = dr * wi[j] + di * wr[j];
      }
    }
}

/// (x, y) -> (x + conj(w) y, x - conj(w) y): back from bit-reversed order, times N.
void transform_back(Split& z, const Split& w) {
  for (std::size_t h = 1; h < z.re.size(); h *= 2)
    for (std::size_t block = 0; block < z.re.size(); block += 2 * h) {
      double *xr = z.re.data() + block, *xi = z.im.data() + block, *yr = xr + h, *yi = xi + h;
      const double *wr = w.re.data() + h, *wi = w.im.data() + h;
      for (std::size_t j = 0; j < h; ++j) {
        const double tr = yr[j] * wr[j] + yi[j] * wi[j], ti = yi[j] * wr[j] - yr[j] * wi[j];
        yr[j] = xr[j] - tr;
        yi[j] = xi[j] - ti;
        xr[j] += tr;
        xi[j] += ti;
      }
    }
}

/// The least e with |x| < 2^e for all x; 0 for the zero vector.
int exponent(std::span<const double> a, const char* name) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isfinite(a[i]))
      throw std::domain_error(std::string(name) + "[" + std::to_string(i) + "] is not a finite number");
    most = std::max(most, std::fabs(a[i]));
  }
  int e = 0;
  std::frexp(most, &e);
  return e;
}

/// x 2^e, rounded once.
std::vector<double> scaled(std::span<const double> x, int e) {
  std::vector<double> out(x.begin(), x.end());
  if (-1022 <= e && e <= 1023) {
    const double factor = std::ldexp(1.0, e);
    for (double& y : out) y *= factor;
  } else
    for (double& y : out) y = std::ldexp(y, e);
  return out;
}

/// At least x 2^e.
double scaled_up(double x, int e) { return x == 0 ? 0 : up(std::ldexp(x, e)); }

/// At least the 2-norm, for numbers the largest of which lies in [1/2, 1), or all 0.
double small_norm_up(std::span<const double> a) {
  double sum = 0;
  for (const double x : a) sum += x * x;
  if (sum == 0) return 0;
  const double more = add_up(1, gamma_up(a.size() + 1));
  return sqrt_up(add_up(mul_up(sum, more), mul_up(static_cast<double>(a.size()), underflow)));
}

void require_length(std::size_t N) {
  if (N > largest_transform)
    throw std::length_error("convolution: a transform of length " + std::to_string(N) + "; at most " +
                            std::to_string(largest_transform) + " is allowed");
}

/// Circular of length N, a power of two.
Convolution circular(std::span<const double> a, std::span<const double> b, std::size_t N) {
  const int ea = exponent(a, "a"), eb = exponent(b, "b");
  const auto w = roots(N);
  const auto load = [&](std::span<const double> x, int e) {
    Split z(N);
    const auto s = scaled(x, -e);
    std::copy(s.begin(), s.end(), z.re.begin());
    return z;
  };
  Split x = load(a, ea), y = load(b, eb);
  const double error =
      convolution_error_up(small_norm_up({x.re.data(), a.size()}), small_norm_up({y.re.data(), b.size()}), N);
  transform(x, *w);
  transform(y, *w);
  for (std::size_t k = 0; k < N; ++k) {
    const double re = x.re[k] * y.re[k] - x.im[k] * y.im[k];
    x.im[k] = x.re[k] * y.im[k] + x.im[k] * y.re[k];
    x.re[k] = re;
  }
  transform_back(x, *w);
  Convolution out{scaled(x.re, ea + eb - std::countr_zero(N)), 0};
  if (error > 0) out.error = add_up(scaled_up(error, ea + eb), underflow);
  for (const double c : out.values)
    if (!std::isfinite(c)) out.error = infinity;
  return out;
}

}  // namespace

double convolution_error_up(double norm_a, double norm_b, std::size_t N) {
  if (!std::has_single_bit(N) || N > largest_transform)
    throw std::invalid_argument("N: " + std::to_string(N) + "; a power of two up to " +
                                std::to_string(largest_transform) + " is needed");
  const auto L = static_cast<std::size_t>(std::countr_zero(N));
  return mul_up(gamma_up(15 * L + 4), mul_up(norm_a, norm_b));
}

double norm_up(std::span<const double> a) {
  const int e = exponent(a, "a");
  return scaled_up(small_norm_up(scaled(a, -e)), e);
}

Convolution convolve_linear(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return {{}, 0};
  const std::size_t size = a.size() + b.size() - 1;
  require_length(size);
  auto c = circular(a, b, std::bit_ceil(size));
  c.values.resize(size);
  return c;
}

Convolution convolve_circular(std::span<const double> a, std::span<const double> b, std::size_t n) {
  if (n == 0 || a.size() > n || b.size() > n)
    throw std::invalid_argument("a, b: " + std::to_string(a.size()) + " and " + std::to_string(b.size()) +
                                " entries; at most n = " + std::to_string(n) + " and n >= 1 are allowed");
  require_length(n);
  if (std::has_single_bit(n)) return circular(a, b, n);
  auto c = convolve_linear(a, b);
  const bool folds = c.values.size() > n;
  for (std::size_t k = n; k < c.values.size(); ++k) c.values[k - n] += c.values[k];
  c.values.resize(n);
  if (!folds) return c;
  // Two errors, and one rounding of a sum that is at most |a|_2 |b|_2 + both.
  const double twice = mul_up(2, c.error);
  c.error = add_up(twice, mul_up(unit, add_up(mul_up(norm_up(a), norm_up(b)), twice)));
  for (const double x : c.values)
    if (!std::isfinite(x)) c.error = infinity;
  return c;
}

}  // namespace attest::kernel
