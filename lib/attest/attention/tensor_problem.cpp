#include "attest/attention/tensor_problem.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/attention/normalization.hpp"
#include "attest/attention/row_blocks.hpp"

namespace attest::attention {
namespace {

std::string name(char letter, std::size_t a) { return letter + std::to_string(a + 1); }

/// Of each column.
std::vector<ValueRange> ranges_of(const DoubleMatrix& v) {
  const std::size_t dv = v.cols();
  std::vector<RowBlock::Lanes> low(dv), high(dv);
  for (std::size_t c = 0; c < dv; ++c) {
    low[c].fill(v(0, c));
    high[c].fill(v(0, c));
  }
  for_each_block(v, [&](RowBlock& block) {
    for (std::size_t c = 0; c < dv; ++c) {
      lower(low[c], block.column(c));
      raise(high[c], block.column(c));
    }
  });
  std::vector<ValueRange> out;
  for (std::size_t c = 0; c < dv; ++c)
    out.push_back({Rational::exact(least(low[c])), Rational::exact(largest(high[c]))});
  return out;
}

}  // namespace

double TensorProblem::tuples() const {
  double count = 1;
  for (const auto& m : k) count *= static_cast<double>(m.rows());
  return count;
}

Rational TensorProblem::half_spread() const {
  std::vector<std::vector<ValueRange>> all(values());
  for (const auto& m : v) {
    const auto ranges = ranges_of(m);
    for (std::size_t c = 0; c < all.size(); ++c) all[c].push_back(ranges[c]);
  }
  Rational widest;
  for (const auto& ranges : all) widest = max(widest, product_range(ranges).half_spread());
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
