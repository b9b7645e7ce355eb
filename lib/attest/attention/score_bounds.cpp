#include "attest/attention/score_bounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "attest/kernel/directed.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

/// |mean of a column|, upward: the computed sum and the error of summing m terms.
std::vector<double> absolute_mean_up(const DoubleMatrix& a) {
  const std::size_t m = a.rows();
  std::vector<double> sum(a.cols(), 0.0), magnitude(a.cols(), 0.0);
  for (std::size_t j = 0; j < m; ++j)
    for (std::size_t l = 0; l < a.cols(); ++l) {
      sum[l] += a(j, l);
      magnitude[l] += std::fabs(a(j, l));
    }
  for (std::size_t l = 0; l < a.cols(); ++l) {
    const double error = mul_up(gamma_up(m), mul_up(magnitude[l], add_up(1, gamma_up(2 * m))));
    sum[l] = div_up(add_up(std::fabs(sum[l]), error), static_cast<double>(m));
  }
  return sum;
}

/// The largest of sums of d non-negative products, computed with at most d + 1 roundings each: at least the exact one.
/// 1/(1 - gamma_k) <= 1 + gamma_2k, and what underflow took, at most d 2^-974, is far below one more
/// rounding of 2^-900.  Nothing where the sum is not of ordinary size.
std::optional<double> ordinary_up(double largest, std::size_t d) {
  if (!(largest >= 0x1p-900 && largest <= 0x1p900)) return std::nullopt;
  return mul_up(largest, add_up(1, gamma_up(2 * (d + 2))));
}

void times_up(std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t l = 0; l < a.size(); ++l) a[l] = mul_up(a[l], b[l]);
}

}  // namespace

std::vector<double> column_max(const DoubleMatrix& a) {
  std::vector<double> most(a.cols(), 0.0);
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t l = 0; l < a.cols(); ++l) most[l] = std::max(most[l], std::fabs(a(i, l)));
  return most;
}

double largest_entry(const DoubleMatrix& a) {
  const auto x = a.entries();
  std::array<double, 8> most{};  // eight run beside each other
  std::size_t i = 0;
  for (; i + 8 <= x.size(); i += 8)
    for (std::size_t l = 0; l < 8; ++l) most[l] = std::max(most[l], std::fabs(x[i + l]));
  for (; i < x.size(); ++i) most[0] = std::max(most[0], std::fabs(x[i]));
  return *std::max_element(most.begin(), most.end());
}

double largest_weighted_row_up(const DoubleMatrix& x, const std::vector<double>& w) {
  const std::size_t d = x.cols();
  double largest = 0;
  if (std::all_of(w.begin(), w.end(), [](double weight) { return weight <= 0x1p900; })) {
    for (std::size_t i = 0; i < x.rows(); ++i) {
      double sum = 0;
      for (std::size_t l = 0; l < d; ++l) sum += std::fabs(x(i, l)) * w[l];
      largest = std::max(largest, sum);
    }
    if (const auto up = ordinary_up(largest, d)) return *up;
  }
  largest = 0;
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double sum = 0;
    for (std::size_t l = 0; l < d; ++l) sum = add_up(sum, mul_up(std::fabs(x(i, l)), w[l]));
    largest = std::max(largest, sum);
  }
  return largest;
}

double largest_weighted_norm_up(const DoubleMatrix& x, const std::vector<double>& w) {
  const std::size_t d = x.cols();
  double largest = 0;
  if (largest_entry(x) <= 0x1p100 && std::all_of(w.begin(), w.end(), [](double weight) { return weight <= 0x1p600; })) {
    for (std::size_t i = 0; i < x.rows(); ++i) {
      double square = 0;
      for (std::size_t l = 0; l < d; ++l) square += w[l] * std::fabs(x(i, l)) * std::fabs(x(i, l));
      largest = std::max(largest, square);
    }
    if (const auto up = ordinary_up(largest, d)) return sqrt_up(*up);
  }
  largest = 0;
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double square = 0;
    for (std::size_t l = 0; l < d; ++l)
      square = add_up(square, mul_up(w[l], mul_up(std::fabs(x(i, l)), std::fabs(x(i, l)))));
    largest = std::max(largest, square);
  }
  return sqrt_up(largest);
}

double normalizing_power(double largest) {
  if (largest == 0) return 1;
  int exponent = 0;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0, -std::max(exponent, -1000));
}

ScoreBounds score_bounds(const Modes& modes) {
  const std::size_t k = modes.size(), d = modes.front()->cols();
  std::vector<std::vector<double>> most;
  for (const auto* m : modes) most.push_back(column_max(*m));
  /// The largest entries of all modes but two (equal for one).
  const auto rest = [&](std::size_t a, std::size_t b) {
    std::vector<double> w(d, 1.0);
    for (std::size_t c = 0; c < k; ++c)
      if (c != a && c != b) times_up(w, most[c]);
    return w;
  };
  ScoreBounds s;
  s.absolute = std::numeric_limits<double>::infinity();
  for (std::size_t a = 0; a < k; ++a) {
    s.absolute = std::min(s.absolute, largest_weighted_row_up(*modes[a], rest(a, a)));
    for (std::size_t b = a + 1; b < k; ++b) {
      const auto w = rest(a, b);
      s.absolute =
          std::min(s.absolute, mul_up(largest_weighted_norm_up(*modes[a], w), largest_weighted_norm_up(*modes[b], w)));
    }
  }
  s.score = s.absolute;
  std::vector<double> means(d, 1.0);
  for (std::size_t a = 1; a < k; ++a) times_up(means, absolute_mean_up(*modes[a]));
  s.mean = std::min(s.score, largest_weighted_row_up(*modes[0], means));
  return s;
}

}  // namespace attest::attention
