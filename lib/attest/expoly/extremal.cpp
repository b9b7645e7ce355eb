#include "attest/expoly/extremal.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using std::numbers::pi;

/// values[i] proportional to I_{N+i}(h) (sign +1) or J_{N+i}(h) (sign -1), by the recurrence downward from
/// far above, where both decay: f_{k-1} = (2k/h) f_k +- f_{k+1}.
std::vector<double> bessel_ratios(double h, std::size_t N, std::size_t count, double sign) {
  const std::size_t top = N + count + 60 + static_cast<std::size_t>(h > static_cast<double>(N) ? h : 0);
  std::vector<double> f(top - N + 2, 0.0);
  f[top - N] = 1e-280;
  for (std::size_t k = top; k > N; --k) {
    double& below = f[k - 1 - N];
    below = 2.0 * static_cast<double>(k) / h * f[k - N] + sign * f[k + 1 - N];
    if (std::fabs(below) > 1e200)
      for (double& x : f) x *= 1e-200;
  }
  f.resize(count);
  const double largest =
      std::fabs(*std::max_element(f.begin(), f.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); }));
  for (double& x : f) x /= largest;
  return f;
}

/// The eigenvector of largest |eigenvalue| of the Hankel matrix (f_{i+j}), by power iteration.
std::vector<double> dominant_eigenvector(const std::vector<double>& f, std::size_t size) {
  std::vector<double> u(size, 0.0), v(size);
  u[0] = 1;
  for (int step = 0; step < 200; ++step) {
    for (std::size_t i = 0; i < size; ++i) {
      v[i] = 0;
      for (std::size_t j = 0; j < size; ++j) v[i] += f[i + j] * u[j];
    }
    double norm = 0, moved = 0;
    for (const double x : v) norm += x * x;
    norm = std::sqrt(norm) * (v[0] < 0 ? -1 : 1);
    for (std::size_t i = 0; i < size; ++i) {
      v[i] /= norm;
      moved = std::max(moved, std::fabs(v[i] - u[i]));
    }
    std::swap(u, v);
    if (moved < 1e-15) break;
  }
  return u;
}

class Phase {
 public:
  Phase(double h, std::size_t N, ErrorKind kind)
      : h_(h), n_(static_cast<double>(N)), relative_(kind == ErrorKind::relative) {
    constexpr std::size_t size = 40;
    u_ = dominant_eigenvector(bessel_ratios(h, N, 2 * size, relative_ ? -1 : 1), size);
  }
  double operator()(double theta) const {
    std::complex<double> value = 0;
    const std::complex<double> z = std::polar(1.0, theta);
    for (std::size_t k = u_.size(); k-- > 0;) value = value * z + u_[k];
    return n_ * theta + 2 * std::arg(value) - (relative_ ? h_ * std::sin(theta) : 0);
  }

 private:
  double h_, n_;
  bool relative_;
  std::vector<double> u_;
};

/// theta_j with psi(theta_j) = j pi, or nothing where the phase does not increase from 0 to N pi.
std::vector<double> crossings(const Phase& phase, std::size_t N) {
  std::vector<double> theta{0.0};
  double low = 0;
  for (std::size_t j = 1; j < N; ++j) {
    const double target = pi * static_cast<double>(j);
    double a = low, b = pi;
    for (int step = 0; step < 60; ++step) {
      const double mid = (a + b) / 2;
      (phase(mid) < target ? a : b) = mid;
    }
    if (!(a > low) || std::fabs(phase(a) - target) > 0.1) return {};
    theta.push_back(low = a);
  }
  theta.push_back(pi);
  return theta;
}

}  // namespace

std::vector<Rational> guess_extremal_points(const polynomial::Interval& I, std::size_t g, ErrorKind kind) {
  const Rational h = I.half_width(), m = I.midpoint();
  if (h.sign() <= 0 || h > Rational(5000) || g > 5000)
    throw std::domain_error("interval, degree: half-width " + to_text(h) + ", degree " + std::to_string(g) +
                            "; allowed are 0 < half-width <= 5000 and degree <= 5000");
  const std::size_t N = g + 1;
  std::vector<double> theta = crossings(Phase(h.nearest_double(), N, kind), N);
  if (theta.empty())
    for (std::size_t j = 0; j <= N; ++j) theta.push_back(pi * static_cast<double>(j) / static_cast<double>(N));

  std::vector<Rational> points{I.lower()};
  for (std::size_t j = N - 1; j > 0; --j) {
    const Rational x = m + h * Rational::exact(std::cos(theta[j]));
    if (points.back() < x && x < I.upper()) points.push_back(x);
  }
  points.push_back(I.upper());
  while (points.size() < g + 2) {  // two guesses coincided: fill the widest gap
    std::size_t widest = 1;
    for (std::size_t i = 2; i < points.size(); ++i)
      if (points[i] - points[i - 1] > points[widest] - points[widest - 1]) widest = i;
    points.insert(points.begin() + static_cast<long>(widest), (points[widest] + points[widest - 1]) / Rational(2));
  }
  return points;
}

PointBound bound_from_points(const std::vector<Rational>& points, ErrorKind kind, Precision p) {
  if (points.size() < 2) throw std::domain_error("points: fewer than 2");
  for (std::size_t i = 1; i < points.size(); ++i)
    if (points[i] <= points[i - 1]) throw std::domain_error("points: not ascending at " + to_text(points[i]));

  // Differences are exact; a common factor of all weights, a power of the length, keeps them in range.
  const Rational unit = Rational(4) / (points.back() - points.front());
  std::vector<Ball> x, e;
  for (const auto& point : points) {
    x.emplace_back((point - points.front()) * unit, p);
    e.push_back(exp(Ball(point, p), p));
  }
  PointBound r;
  Ball sum, norm;
  for (std::size_t i = 0; i < x.size(); ++i) {
    Ball product(1), difference;
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (j == i) continue;
      arb_sub(difference.raw(), x[i].raw(), x[j].raw(), p.bits());
      arb_mul(product.raw(), product.raw(), difference.raw(), p.bits());
    }
    r.weights.push_back(div(Ball(1), product, p));
    sum = add(sum, mul(r.weights[i], e[i], p), p);
    const Ball size = abs(r.weights[i]);
    norm = add(norm, kind == ErrorKind::absolute ? size : mul(size, e[i], p), p);
  }
  r.lower = div(abs(sum), norm, p);
  const Ball level = div(sum, norm, p);  // its sign is that of the sum, as exp has a positive divided difference
  for (std::size_t i = 0; i < x.size(); ++i) {
    // The sign of w_i is that of (-1)^{number of points above}.
    const bool positive = (x.size() - 1 - i) % 2 == 0;
    const Ball step = kind == ErrorKind::absolute ? level : mul(level, e[i], p);
    r.values.push_back(positive ? sub(e[i], step, p) : add(e[i], step, p));
  }
  return r;
}

long bits_of(const Rational& eps) {
  return std::max(0L, static_cast<long>(eps.denominator().bits()) - static_cast<long>(eps.numerator().bits()) + 1);
}

long bits_of_exp(const Rational& x) { return x.sign() <= 0 ? 0 : static_cast<long>(ceil(x * Rational(3, 2))); }

PointProof compare_points(const polynomial::Interval& I, std::vector<Rational> points, const Rational& eps,
                          ErrorKind kind) {
  constexpr long last_precision = 1L << 16;
  // Numbers of the size of e^x cancel down to eps omega(x).
  const long growth = kind == ErrorKind::absolute ? bits_of_exp(I.upper()) : 0;
  Precision p(bits_of(eps) + growth + 96);
  for (;; p = p.doubled()) {
    auto bound = bound_from_points(points, kind, p);
    const Truth above = less(Ball(eps, p), bound.lower);
    if (above != Truth::unknown || p.bits() > last_precision)
      return {std::move(points), std::move(bound), certainly(above)};
  }
}

}  // namespace attest::expoly
