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

struct Complex {
  double re, im;
};
/// (x, y) -> (x + y, (x - y) w).
inline void split(Complex& x, Complex& y, Complex w) {
  const double re = x.re - y.re, im = x.im - y.im;
  x = {x.re + y.re, x.im + y.im};
  y = {re * w.re - im * w.im, re * w.im + im * w.re};
}
/// (x, y) -> (x + conj(w) y, x - conj(w) y).
inline void join(Complex& x, Complex& y, Complex w) {
  const double re = y.re * w.re + y.im * w.im, im = y.im * w.re - y.re * w.im;
  y = {x.re - re, x.im - im};
  x = {x.re + re, x.im + im};
}

/// The transform of n numbers into bit-reversed order, or back, times n: two stages in one pass over the numbers, then
/// (or before) each quarter by itself.
template <bool forward>
void transform(double* __restrict re, double* __restrict im, std::size_t n, const double* __restrict wr,
               const double* __restrict wi) {
  if (n < 2) return;
  const std::size_t q = n / 4, h = n / 2;
  const auto quarters = [&] {
    for (std::size_t k = 0; q > 1 && k < n; k += q) transform<forward>(re + k, im + k, q, wr, wi);
  };
  if (n == 2) {
    Complex x{re[0], im[0]}, y{re[1], im[1]};
    forward ? split(x, y, {1, 0}) : join(x, y, {1, 0});
    re[0] = x.re, im[0] = x.im, re[1] = y.re, im[1] = y.im;
    return;
  }
  if (!forward) quarters();
  for (std::size_t j = 0; j < q; ++j) {
    Complex a{re[j], im[j]}, b{re[j + q], im[j + q]}, c{re[j + h], im[j + h]}, d{re[j + h + q], im[j + h + q]};
    const Complex near{wr[h + j], wi[h + j]}, far{wr[h + q + j], wi[h + q + j]}, half{wr[q + j], wi[q + j]};
    if (forward) {
      split(a, c, near);
      split(b, d, far);
      split(a, b, half);
      split(c, d, half);
    } else {
      join(a, b, half);
      join(c, d, half);
      join(a, c, near);
      join(b, d, far);
    }
    re[j] = a.re, im[j] = a.im, re[j + q] = b.re, im[j + q] = b.im;
    re[j + h] = c.re, im[j + h] = c.im, re[j + h + q] = d.re, im[j + h + q] = d.im;
  }
  if (forward) quarters();
}
template <bool forward>
void transform(Split& z, const Split& w) {
  transform<forward>(z.re.data(), z.im.data(), z.re.size(), w.re.data(), w.im.data());
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
  transform<true>(x, *w);
  transform<true>(y, *w);
  for (std::size_t k = 0; k < N; ++k) {
    const double re = x.re[k] * y.re[k] - x.im[k] * y.im[k];
    x.im[k] = x.re[k] * y.im[k] + x.im[k] * y.re[k];
    x.re[k] = re;
  }
  transform<false>(x, *w);
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
