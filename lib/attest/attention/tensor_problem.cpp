#include "attest/attention/tensor_problem.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/attention/normalization.hpp"

namespace attest::attention {
namespace {

std::string name(char letter, std::size_t a) { return letter + std::to_string(a + 1); }

ValueRange range(const DoubleMatrix& v, std::size_t c) {
  double low = v(0, c), high = low;
  for (std::size_t j = 1; j < v.rows(); ++j) {
    low = std::min(low, v(j, c));
    high = std::max(high, v(j, c));
  }
  return {Rational::exact(low), Rational::exact(high)};
}

}  // namespace

double TensorProblem::tuples() const {
  double count = 1;
  for (const auto& m : k) count *= static_cast<double>(m.rows());
  return count;
}

Rational TensorProblem::half_spread() const {
  Rational widest;
  for (std::size_t c = 0; c < values(); ++c) {
    std::vector<ValueRange> ranges;
    for (const auto& m : v) ranges.push_back(range(m, c));
    widest = max(widest, product_range(ranges).half_spread());
  }
  return widest;
}

void require_valid(const TensorProblem& p) {
  if (p.k.size() != p.v.size() || p.k.empty() || p.order() > largest_order)
    throw std::invalid_argument("order: " + std::to_string(p.k.size()) + " keys and " + std::to_string(p.v.size()) +
                                " values; allowed are 1 to " + std::to_string(largest_order - 1) + " of each");
  if (p.q.rows() == 0 || p.q.cols() == 0) throw std::invalid_argument("Q: it may not be empty");
  require_finite(p.q, "Q");
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
    require_finite(k, key);
    require_finite(v, value);
  }
}

}  // namespace attest::attention
