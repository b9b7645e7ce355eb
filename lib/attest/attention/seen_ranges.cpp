#include "attest/attention/seen_ranges.hpp"

#include <algorithm>

namespace attest::attention {

SeenRanges seen_ranges(const Problem& problem) {
  const std::size_t n = problem.q.rows(), m = problem.k.rows(), step = problem.mask.dilation;
  SeenRanges out;
  std::vector<std::size_t> begin{0};  // of a class, among the keys
  if (step > 1) {
    const std::size_t classes = std::min(step, m);  // every query sees a key
    begin.clear();
    for (std::size_t a = 0; a < classes; ++a) {
      begin.push_back(out.keys.size());
      for (std::size_t j = a; j < m; j += step) out.keys.push_back(j);
      const std::size_t first = (a + step - problem.query_offset % step) % step;
      for (std::size_t i = first; i < n; i += step) out.queries.push_back(i);
    }
  }
  for (std::size_t t = 0; t < n; ++t) {
    const std::size_t i = out.sorted() ? out.queries[t] : t;
    const auto run = problem.mask.run(i + problem.query_offset, m);
    const std::size_t first = run.count == 0 ? 0 : begin[run.first % step] + run.first / step;
    out.seen.push_back({first, first + run.count});
  }
  return out;
}

DoubleMatrix in_order(const DoubleMatrix& a, const std::vector<std::size_t>& order) {
  DoubleMatrix out(order.size(), a.cols());
  for (std::size_t t = 0; t < order.size(); ++t) std::ranges::copy(a.row(order[t]), out.row(t).begin());
  return out;
}

DoubleMatrix back_in_place(const DoubleMatrix& a, const std::vector<std::size_t>& order) {
  DoubleMatrix out(order.size(), a.cols());
  for (std::size_t t = 0; t < order.size(); ++t) std::ranges::copy(a.row(t), out.row(order[t]).begin());
  return out;
}

}  // namespace attest::attention
