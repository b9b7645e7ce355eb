#include "attest/attention/tensor_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/attention/normalization.hpp"
#include "attest/attention/scores.hpp"

namespace attest::attention {
namespace {

std::string name(char letter, std::size_t a) { return letter + std::to_string(a + 1); }

std::vector<ColumnRanges> finite(const std::vector<DoubleMatrix>& all, char letter) {
  std::vector<ColumnRanges> out;
  for (std::size_t a = 0; a < all.size(); ++a) out.push_back(finite_columns(all[a], name(letter, a)));
  return out;
}

}  // namespace

double TensorProblem::tuples() const {
  double count = 1;
  for (const auto& m : k) count *= static_cast<double>(m.rows());
  return count;
}

Rational TensorProblem::half_spread() const { return attention::half_spread(finite_values(*this)); }

Rational half_spread(const std::vector<ColumnRanges>& v) {
  // In double first: a column whose products stay far from underflow and overflow is off by a few roundings of its
  // larger end, and the widest column is among those that may be it.
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::size_t dv = v.front().low.size();
  std::vector<double> width(dv), off(dv);
  double surely = 0;
  for (std::size_t c = 0; c < dv; ++c) {
    double low = 1, high = 1;
    bool ordinary = true;
    const auto times = [&](double a, double b) {
      const double product = a * b, size = std::fabs(product);
      ordinary = ordinary && (a == 0 || b == 0 || (size >= 0x1p-900 && size <= 0x1p1000));
      return product;
    };
    for (const auto& of : v) {
      const auto ends =
          std::minmax({times(low, of.low[c]), times(low, of.high[c]), times(high, of.low[c]), times(high, of.high[c])});
      low = ends.first, high = ends.second;
    }
    width[c] = high - low;
    off[c] = ordinary ? 0x1p-48 * std::max(std::fabs(low), std::fabs(high)) : infinity;
    if (ordinary) surely = std::max(surely, width[c] - off[c]);
  }
  Rational widest;
  for (std::size_t c = 0; c < dv; ++c) {
    if (off[c] < infinity && width[c] + off[c] < surely) continue;
    std::vector<ValueRange> ranges;
    for (const auto& of : v) ranges.push_back({Rational::exact(of.low[c]), Rational::exact(of.high[c])});
    widest = max(widest, product_range(ranges).half_spread());
  }
  return widest;
}

std::vector<ColumnRanges> finite_keys(const TensorProblem& problem) { return finite(problem.k, 'K'); }
std::vector<ColumnRanges> finite_values(const TensorProblem& problem) { return finite(problem.v, 'V'); }

void require_valid(const TensorProblem& p) {
  require_valid_shapes(p);
  require_finite(p.q, "Q");
  for (std::size_t a = 0; a < p.k.size(); ++a) {
    require_finite(p.k[a], name('K', a));
    require_finite(p.v[a], name('V', a));
  }
}

void require_valid_shapes(const TensorProblem& p) {
  if (p.k.size() != p.v.size() || p.k.empty() || p.order() > largest_order)
    throw std::invalid_argument("order: " + std::to_string(p.k.size()) + " keys and " + std::to_string(p.v.size()) +
                                " values; allowed are 1 to " + std::to_string(largest_order - 1) + " of each");
  if (p.q.rows() == 0 || p.q.cols() == 0) throw std::invalid_argument("Q: it may not be empty");
  for (std::size_t a = 0; a < p.k.size(); ++a) {
    const DoubleMatrix &k = p.k[a], &v = p.v[a];
    const std::string key = name('K', a), value = name('V', a);
    if (k.rows() == 0 || v.cols() == 0) throw std::invalid_argument(key + ", " + value + ": none may be empty");
    if (k.cols() != p.q.cols())
      throw std::invalid_argument("Q, " + key + ": " + shape(p.q) + " and " + shape(k) +
                                  "; both need the same number of columns d");
    if (k.rows() != v.rows())
      throw std::invalid_argument(key + ", " + value + ": " + shape(k) + " and " + shape(v) +
                                  "; both need the same number of rows");
    if (v.cols() != p.values())
      throw std::invalid_argument("V1, " + value + ": " + shape(p.v.front()) + " and " + shape(v) +
                                  "; all values need the same number of columns dv");
  }
}

}  // namespace attest::attention
