#include "attest/attention/score_bounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/row_facts.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

constexpr double infinity = std::numeric_limits<double>::infinity();

void times_up(std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t l = 0; l < a.size(); ++l) a[l] = mul_up(a[l], b[l]);
}

/// The largest sums over the rows of x as they are, for weights that only wait for them.
std::vector<LargestSums> largest_sums(const DoubleMatrix& x, std::vector<WeightedImage> images) {
  const std::vector<double> zeros(x.cols(), 0.0);
  for (auto& w : images) w.image = {zeros, 1};
  std::vector<LargestSums> sums(images.size());
  raise_sums(x.entries(), images, sums);
  return sums;
}

}  // namespace

double ColumnSizes::largest() const { return *std::max_element(most.begin(), most.end()); }

ColumnSizes ColumnSizes::times(double factor) const {
  ColumnSizes s = *this;
  const double size = std::fabs(factor);
  for (double& x : s.most) x *= size;  // rounding is monotone
  // Each entry is off by a rounding, or by what underflows.
  for (std::size_t l = 0; l < s.mean.size(); ++l)
    s.mean[l] = add_up(mul_up(s.mean[l], size), add_up(mul_up(2 * unit, s.most[l]), underflow));
  return s;
}

ColumnSizes column_sizes(const ColumnRanges& ranges, std::size_t rows) {
  ColumnSizes s;
  for (std::size_t l = 0; l < ranges.sum.size(); ++l) {
    s.most.push_back(ranges.largest(l));
    const double error = mul_up(gamma_up(ranges.roundings), s.most.back());
    s.mean.push_back(std::isfinite(ranges.sum[l])
                         ? add_up(div_up(std::fabs(ranges.sum[l]), static_cast<double>(rows)), error)
                         : infinity);
  }
  return s;
}

std::vector<double> column_max(const DoubleMatrix& a) {
  return column_sizes(columns_in_rows(RowsInMemory(a), RowPasses{}), a.rows()).most;
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
  return largest_sums(x, {{{}, w}}).front().first.up(x.cols());
}

double largest_weighted_norm_up(const DoubleMatrix& x, const std::vector<double>& w) {
  return sqrt_up(largest_sums(x, {{{}, w, {}, w}}).front().square.up(x.cols()));
}

double normalizing_power(double largest) {
  if (largest == 0) return 1;
  int exponent = 0;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0, -std::max(exponent, -1000));
}

ScoreBounds score_bounds(const Modes& modes) {
  std::vector<ColumnSizes> sizes;
  for (const auto* m : modes) {
    const ColumnRanges ranges = columns_in_rows(RowsInMemory(*m), RowPasses{});
    if (!ranges.finite() && !all_finite(m->entries())) return {infinity, infinity, infinity};
    sizes.push_back(column_sizes(ranges, m->rows()));
  }
  return score_bounds(modes, sizes);
}

ScoreBounds score_bounds(const Modes& modes, const std::vector<ColumnSizes>& sizes) {
  const std::size_t k = modes.size(), d = modes.front()->cols();
  /// The largest entries of all modes but two (equal for one).
  const auto rest = [&](std::size_t a, std::size_t b) {
    std::vector<double> w(d, 1.0);
    for (std::size_t c = 0; c < k; ++c)
      if (c != a && c != b) times_up(w, sizes[c].most);
    return w;
  };
  std::vector<double> means(d, 1.0);
  for (std::size_t a = 1; a < k; ++a) times_up(means, sizes[a].mean);
  ScoreBounds s;
  s.absolute = infinity;
  double mean = 0;
  std::vector<double> norms(k * k, 0.0);  // of the rows of a, weighted for the pair a, b
  for (std::size_t a = 0; a < k; ++a) {
    const std::vector<double> others = rest(a, a);
    std::vector<std::vector<double>> pairs;
    for (std::size_t b = 0; b < k; ++b)
      if (b != a) pairs.push_back(rest(a, b));
    std::vector<WeightedImage> images;
    for (const auto& pair : pairs) images.push_back({{}, others, {}, pair});
    if (a == 0) images.front().second = means;
    const auto sums = largest_sums(*modes[a], std::move(images));
    s.absolute = std::min(s.absolute, sums.front().first.up(d));
    if (a == 0) mean = sums.front().second.up(d);
    for (std::size_t b = 0, next = 0; b < k; ++b)
      if (b != a) norms[a * k + b] = sqrt_up(sums[next++].square.up(d));
  }
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = a + 1; b < k; ++b)
      s.absolute = std::min(s.absolute, mul_up(norms[a * k + b], norms[b * k + a]));
  s.score = s.absolute;
  s.mean = std::min(s.score, mean);
  return s;
}

}  // namespace attest::attention
