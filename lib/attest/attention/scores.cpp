#include "attest/attention/scores.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "attest/kernel/directed.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

constexpr const char* out_of_range = "Q, K: their scaled entries leave the range of double";

std::vector<double> column_mean(const DoubleMatrix& a) {
  std::vector<double> mean(a.cols(), 0.0);
  for (std::size_t j = 0; j < a.rows(); ++j)
    for (std::size_t l = 0; l < a.cols(); ++l) mean[l] += a(j, l) / static_cast<double>(a.rows());
  return mean;
}

std::vector<double> box_middle(const DoubleMatrix& a) {
  std::vector<double> middle(a.cols());
  for (std::size_t l = 0; l < a.cols(); ++l) {
    double low = a(0, l), high = low;
    for (std::size_t j = 1; j < a.rows(); ++j) {
      low = std::min(low, a(j, l));
      high = std::max(high, a(j, l));
    }
    middle[l] = low / 2 + high / 2;
  }
  return middle;
}

std::vector<double> column_max(const DoubleMatrix& a) {
  std::vector<double> most(a.cols(), 0.0);
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t l = 0; l < a.cols(); ++l) most[l] = std::max(most[l], std::fabs(a(i, l)));
  return most;
}

double largest_norm(const DoubleMatrix& a) {
  double largest = 0;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    double square = 0;
    for (std::size_t l = 0; l < a.cols(); ++l) square = add_up(square, mul_up(std::fabs(a(i, l)), std::fabs(a(i, l))));
    largest = std::max(largest, square);
  }
  return sqrt_up(largest);
}

/// max over rows of sum_l |x_il| w_l, upward.
double largest_weighted_row(const DoubleMatrix& x, const std::vector<double>& w) {
  double largest = 0;
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double sum = 0;
    for (std::size_t l = 0; l < x.cols(); ++l) sum = add_up(sum, mul_up(std::fabs(x(i, l)), w[l]));
    largest = std::max(largest, sum);
  }
  return largest;
}

/// |mean of a column|, upward: the computed sum and the error of summing m terms.
std::vector<double> absolute_mean_up(const DoubleMatrix& a) {
  const std::size_t m = a.rows();
  std::vector<double> sum(a.cols(), 0.0), magnitude(a.cols(), 0.0);
  for (std::size_t j = 0; j < m; ++j)
    for (std::size_t l = 0; l < a.cols(); ++l) {
      sum[l] += a(j, l);
      magnitude[l] = add_up(magnitude[l], std::fabs(a(j, l)));
    }
  for (std::size_t l = 0; l < a.cols(); ++l)
    sum[l] = div_up(add_up(std::fabs(sum[l]), mul_up(gamma_up(m), magnitude[l])), static_cast<double>(m));
  return sum;
}

/// A power of two p with p * largest <= 1, and at least 1/2 unless that power would overflow.
double normalizing_power(double largest) {
  if (largest == 0) return 1;
  int exponent = 0;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0, -std::max(exponent, -1000));
}

Balanced shifted(const Problem& problem, std::vector<double> c) {
  const std::size_t d = problem.q.cols();
  const Rational exact_scale = problem.scale.value(d, Precision(128)).midpoint();
  const std::vector<double> largest = column_max(problem.q);
  const double power = normalizing_power(*std::max_element(largest.begin(), largest.end())),
               factor = (exact_scale / Rational::exact(power)).nearest_double();
  // A normal factor carries one relative rounding of the exact scale; a subnormal one could carry any.
  if (exact_scale.sign() != 0 && !std::isnormal(factor)) throw std::domain_error(out_of_range);
  Balanced b{problem.q, problem.k, std::move(c), 0, {}};
  for (double& x : b.x.entries()) x *= power;
  for (std::size_t j = 0; j < b.y.rows(); ++j)
    for (std::size_t l = 0; l < d; ++l) b.y(j, l) = (b.y(j, l) - b.shift[l]) * factor;
  for (const double y : b.y.entries())
    if (!std::isfinite(y)) throw std::domain_error(out_of_range);
  b.bounds = score_bounds(b.x, b.y);

  // y carries the rounding of the scale, of k - c and of the product: (1+u)^3 and at most one underflow;
  // a power of two is exact but for an underflow in x.  4u and the loss below cover it, as |x| <= 1.
  const double most_y = *std::max_element(b.y.entries().begin(), b.y.entries().end(),
                                          [](double s, double t) { return std::fabs(s) < std::fabs(t); });
  const double lost = mul_up(static_cast<double>(4 * d), mul_up(underflow, add_up(2, std::fabs(most_y))));
  b.perturbation = add_up(mul_up(4 * unit, b.bounds.absolute), lost);
  return b;
}

}  // namespace

ScoreBounds score_bounds(const DoubleMatrix& x, const DoubleMatrix& y) {
  ScoreBounds b;
  b.absolute = std::min(largest_weighted_row(x, column_max(y)), largest_weighted_row(y, column_max(x)));
  b.absolute = std::min(b.absolute, mul_up(largest_norm(x), largest_norm(y)));
  b.score = b.absolute;
  b.mean = std::min(b.score, largest_weighted_row(x, absolute_mean_up(y)));
  return b;
}

Balanced balance(const Problem& problem) {
  require_valid(problem);
  std::optional<Balanced> best;
  for (auto c : {std::vector<double>(problem.k.cols(), 0.0), column_mean(problem.k), box_middle(problem.k)}) {
    Balanced candidate = shifted(problem, std::move(c));
    if (!best || candidate.bounds.score < best->bounds.score) best = std::move(candidate);
  }
  return *best;
}

}  // namespace attest::attention
