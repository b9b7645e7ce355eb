#include "attest/attention/cost.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>

#include "attest/kernel/definition.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/kernel/ranged_sums.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {

namespace {

/// Sizes beyond 10^15 are estimated as that.
std::size_t size_of(double x) { return static_cast<std::size_t>(std::min(x, 1e15)); }

}  // namespace

double Shape::rows() const { return std::accumulate(m.begin(), m.end(), n); }

Shape shape_of(const Problem& problem) {
  Shape s;
  const auto count = [](std::size_t x) { return static_cast<double>(x); };
  s.n = count(problem.q.rows()), s.d = count(problem.q.cols()), s.dv = count(problem.v.cols());
  s.m = {count(problem.k.rows())};
  s.tuples = s.n * s.m[0];
  if (!problem.mask.everything()) {
    s.tuples = 0;
    for (std::size_t i = 0; i < problem.q.rows(); ++i)
      s.tuples += count(problem.mask.run(i + problem.query_offset, problem.k.rows()).count);
  }
  s.general = std::holds_alternative<GeneralKernel>(problem.positions);
  s.bias = problem.has_bias();
  s.masked = !problem.mask.everything();
  return s;
}

Shape shape_of(const TensorProblem& problem) {
  Shape s;
  s.n = static_cast<double>(problem.q.rows()), s.d = static_cast<double>(problem.q.cols());
  s.dv = static_cast<double>(problem.values());
  for (const auto& k : problem.k) s.m.push_back(static_cast<double>(k.rows()));
  s.tuples = s.n * problem.tuples();
  return s;
}

Shape square_shape(double n, double d, double dv, std::size_t order) {
  Shape s;
  s.n = n, s.d = d, s.dv = dv, s.tuples = n;
  for (std::size_t a = 1; a < order; ++a) {
    s.m.push_back(n);
    s.tuples *= n;
  }
  return s;
}

Cost definition_cost(const Shape& s, unsigned threads, const Rates& rates) {
  const double general = s.general ? rates.ball_multiply_add * s.d * s.d : 0;
  return {48 * (s.rows() * (s.d + 2 * s.columns()) + 2 * s.m.front() * threads),
          s.tuples * (rates.ball_pair + rates.ball_pair_column * (s.d + s.columns()) + general) / threads};
}

Cost definition_in_double_cost(const Shape& s, unsigned threads, const Rates& rates) {
  // The key with most rows runs innermost, in whole blocks.
  const double longest = *std::max_element(s.m.begin(), s.m.end()), columns = s.d + s.columns();
  const double padded =
      longest > 1e15 ? longest : static_cast<double>(kernel::DefinitionRows::padded(static_cast<std::size_t>(longest)));
  return {
      16 * s.rows() * columns + 8 * padded * columns,
      rates.entry * s.entries() + s.tuples / longest * padded * (rates.pair + rates.pair_column * columns) / threads};
}

Cost polynomial_cost(const Shape& s, const Integer& rank, unsigned threads, const Rates& rates) {
  const double r = rank.truncated_double(), c = s.columns();
  const double sets = kernel::moment_chunks + 2.0 + (s.m.size() > 1 ? 1 : 0);
  const double once = rates.call + rates.entry * s.entries() + rates.monomial * r;
  const double passes = s.rows() * r * (rates.feature + c * rates.multiply_add);
  if (!s.masked) return {8 * r * c * sets + threads * kernel::block_bytes(r) + 16 * r, once + passes / threads};
  // Moments of blocks are added up in a tree; near the ends of a range stand about a block's exponentials a row.
  const double block =
      std::min(static_cast<double>(kernel::ranged_block(size_of(s.m.front()), size_of(s.d), size_of(c), size_of(r))),
               s.tuples / s.n);
  const double edges = s.n * block * (rates.pair + rates.pair_column * (s.d + c));
  return {kernel::ranged_bytes(s.m.front(), s.d, c, r, threads), once + (passes + edges) / threads};
}

Cost polynomial_balls_cost(const Shape& s, const Integer& rank, unsigned threads, const Rates& rates) {
  const double r = rank.truncated_double(), c = s.columns(), g = 64;
  const double one = s.bias ? rates.convolution_entry * s.rows() * c : s.rows() * (c + 1) * rates.ball_multiply_add;
  // The monomials of each root variable are summed apart.
  return {64 * (s.rows() * (c + g) * threads + s.n * c * (s.d + 1)), r * (one + rates.ball_monomial) / threads};
}

Cost toeplitz_cost(const Shape& s, const Integer& terms, unsigned threads, const Rates& rates) {
  // A class of pairs is a square as a rule: so many exponents on each side, and no transform but these and the pairs'.
  const double t = terms.truncated_double(), side = std::sqrt(t) + 8, c = s.columns();
  const double N = std::exp2(std::ceil(std::log2(std::max(s.rows(), 16.0))));
  const double one = rates.transform_entry * std::log2(N);
  // Where nothing but angles is given every difference has its matrix made, in balls.
  const double made = s.general ? 0 : s.rows() * s.d;
  return {8 * N * ((c + 1) * side + c + 8) + 8 * s.rows() * (c + 1) + 160 * made,
          made * (10e-9 * s.d + 3e-6) + N * ((t + 2 * side * c) * one + t * c * rates.product_entry) / threads};
}

Cost toeplitz_balls_cost(const Shape& s, const Integer& terms, const Rates& rates) {
  const double t = terms.truncated_double(), c = s.columns();
  return {64 * s.rows() * (t + 2 * c + s.d), t * c * rates.convolution_entry * s.rows()};
}

std::optional<Undecided> over_budget(const std::string& what, const Cost& cost, const Budget& budget) {
  if (cost.bytes > budget.memory_bytes)
    return Undecided{Undecided::Reason::memory,
                     what + ": about " + to_decimal_up(cost.bytes, 3) + " bytes are needed; allowed are " +
                         to_decimal_up(budget.memory_bytes, 3),
                     {},
                     {}};
  if (cost.seconds > budget.seconds)
    return Undecided{Undecided::Reason::seconds,
                     what + ": about " + to_decimal_up(cost.seconds, 3) + " s are needed; allowed are " +
                         to_decimal_up(budget.seconds, 3),
                     {},
                     {}};
  return std::nullopt;
}

std::optional<double> crossover(double d, double dv, std::size_t order, const Integer& rank, unsigned threads,
                                const Rates& rates) {
  const auto pays = [&](double n) {
    const Shape s = square_shape(n, d, dv, order);
    return polynomial_cost(s, rank, threads, rates).seconds < definition_in_double_cost(s, threads, rates).seconds;
  };
  double low = 0, high = 0x1p60;
  if (!pays(high)) return std::nullopt;
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (pays(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace attest::attention
