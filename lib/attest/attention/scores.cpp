#include "attest/attention/scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/turned_rows.hpp"
#include "attest/kernel/directed.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

constexpr const char* out_of_range = "Q, K: their scaled entries leave the range of double";

/// The mean of each column, 0 where the sum overflows, and the middle of the box.  Guesses: nothing is proven of them.
struct Middles {
  std::vector<double> mean, low, high;
};
Middles middles(const DoubleMatrix& a) {
  struct Column {
    RowBlock::Lanes sum{}, low, high;
  };
  std::vector<Column> columns(a.cols());
  for (std::size_t l = 0; l < a.cols(); ++l) {
    columns[l].low.fill(a(0, l));
    columns[l].high.fill(a(0, l));
  }
  for_each_block(a, [&](RowBlock& block) {
    for (std::size_t l = 0; l < a.cols(); ++l) {
      auto& c = columns[l];
      fold(c.sum, block.own(l), [](double x, double y) { return x + y; });
      lower(c.low, block.column(l));
      raise(c.high, block.column(l));
    }
  });
  Middles m;
  for (const auto& c : columns) {
    const double sum = std::accumulate(c.sum.begin(), c.sum.end(), 0.0);
    m.mean.push_back(std::isfinite(sum) ? sum / static_cast<double>(a.rows()) : 0);
    m.low.push_back(least(c.low));
    m.high.push_back(largest(c.high));
  }
  return m;
}

double norm_up(const DoubleMatrix& a) { return largest_weighted_norm_up(a, std::vector<double>(a.cols(), 1.0)); }

std::vector<double> absolute(std::vector<double> c) {
  for (double& x : c) x = std::fabs(x);
  return c;
}

/// Q and K turned to their positions: every entry within `relative` of itself from the exact one (and 2^-1074).  Where
/// nothing turns they are the problem's own.
class Turned {
 public:
  explicit Turned(const Problem& problem);
  [[nodiscard]] const DoubleMatrix& q() const { return rows_ ? rows_->q : problem_.q; }
  [[nodiscard]] const DoubleMatrix& k() const { return rows_ ? rows_->k : problem_.k; }
  [[nodiscard]] double relative() const { return rows_ ? turned_error : 0; }

 private:
  struct Rows {
    DoubleMatrix q, k;
  };
  const Problem& problem_;
  std::optional<Rows> rows_;
};

Turned::Turned(const Problem& problem) : problem_(problem) {
  if (std::holds_alternative<GeneralKernel>(problem.positions))
    throw std::domain_error("a kernel W of its own has scores of no low rank; the method toeplitz takes it");
  const auto* rotary = std::get_if<Rotary>(&problem.positions);
  if (rotary == nullptr) return;
  rows_ = Rows{problem.q, problem.k};
  turn_rows(*rotary, rows_->q, problem.query_offset, Role::query);
  turn_rows(*rotary, rows_->k, 0, Role::key);
  for (const auto* m : {&rows_->q, &rows_->k})
    for (const double x : m->entries())
      if (!std::isfinite(x)) throw std::domain_error(out_of_range);
}

/// b with the keys of t shifted by c, all but its x, of which the facts are known; they are finite (likely_shift).
void shift_keys(Balanced& b, const MatrixFacts& of_x, const Turned& t, double power, double factor,
                std::vector<double> shift) {
  const std::size_t d = t.k().cols();
  b.shift = std::move(shift);
  MatrixFacts of_y(d);
  for_each_block(t.k(), [&](RowBlock& block) {
    for (std::size_t l = 0; l < d; ++l) {
      const double c = b.shift[l];
      for (double& x : block.column(l)) x = (x - c) * factor;
    }
    of_y.add(block);
    block.store(b.y);
  });
  const auto widest = of_y.most();
  const double most_y = *std::max_element(widest.begin(), widest.end());
  b.bounds = score_bounds({&b.x, &b.y}, {of_x, of_y});

  // y carries the rounding of the scale, of k - c and of the product: (1+u)^3 and at most one underflow;
  // a power of two is exact but for an underflow in x.  4u and the loss below cover it, as |x| <= 1.
  const double lost = mul_up(static_cast<double>(4 * d), mul_up(underflow, add_up(2, most_y)));
  b.perturbation = add_up(mul_up(4 * unit, b.bounds.absolute), lost);
  if (t.relative() == 0) return;

  // Turned entries are off by `relative` of themselves: sum |x| (|k| + |k - c|) relative |factor|, in products of the
  // size of x.y and of x.k, and a little more than twice that for what rounding x and k adds to it.
  const double shifts = mul_up(std::fabs(factor), largest_weighted_row_up(b.x, absolute(b.shift)));
  const double both = add_up(mul_up(2, b.bounds.absolute), shifts);
  const double from_x = mul_up(mul_up(underflow, power), add_up(1, most_y));
  const double from_y = mul_up(underflow, add_up(2, std::fabs(factor)));
  const double vanished = mul_up(static_cast<double>(8 * d), add_up(from_x, from_y));
  b.perturbation = add_up(b.perturbation, add_up(mul_up(mul_up(2, t.relative()), both), vanished));
}

/// The vector c among 0, the mean and the middle of the box for which the bounds of score_bounds, in plain double, are
/// least.  A choice only: nothing is proven of it.
std::vector<double> likely_shift(const DoubleMatrix& x, const MatrixFacts& of_x, const DoubleMatrix& k, double factor) {
  const std::size_t d = k.cols();
  const Middles middle = middles(k);
  constexpr std::size_t candidates = 3;
  std::array<std::vector<double>, candidates> shifts{std::vector<double>(d, 0.0), middle.mean, std::vector<double>(d)};
  for (std::size_t l = 0; l < d; ++l) shifts[2][l] = middle.low[l] / 2 + middle.high[l] / 2;
  std::vector<std::vector<double>> most;
  for (const auto& c : shifts) {
    most.emplace_back();
    for (std::size_t l = 0; l < d; ++l) {
      most.back().push_back(std::max(std::fabs(middle.low[l] - c[l]), std::fabs(middle.high[l] - c[l])));
      if (!std::isfinite(most.back().back() * factor)) throw std::domain_error(out_of_range);
    }
  }
  const std::vector<double> widest = of_x.most();
  std::array<RowBlock::Lanes, candidates> k_square{}, k_rows{};
  for_each_block(k, [&](RowBlock& block) {
    for (std::size_t s = 0; s < candidates; ++s) {
      RowBlock::Rows square{}, sum{};
      for (std::size_t l = 0; l < d; ++l) {
        const RowBlock::Rows& column = block.column(l);
        const double c = shifts[s][l], w = widest[l];
        for (std::size_t b = 0; b < RowBlock::rows; ++b) {
          const double y = std::fabs(column[b] - c);
          square[b] += y * y;
          sum[b] += y * w;
        }
      }
      raise(k_square[s], square);
      raise(k_rows[s], sum);
    }
  });
  const auto x_rows = largest_weighted_rows(x, most);
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < candidates; ++s) {
    const double norms = std::sqrt(of_x.largest_square()) * std::sqrt(largest(k_square[s]));
    const double bound = std::min({largest(k_rows[s]), x_rows[s], norms});
    if (bound < least) least = bound, best = s;
  }
  return shifts[best];
}

}  // namespace

double score_bound_up(const Problem& problem) {
  require_valid(problem);
  const double factor = score_factor(problem, Precision(64)).magnitude_upper().double_upper();
  const auto* general = std::get_if<GeneralKernel>(&problem.positions);
  if (general == nullptr) {
    const Turned t(problem);
    // (1 + relative)^2 for the turned entries, and as much again for rounding it.
    double largest = 1;
    for (const auto* a : {&t.q(), &t.k()})
      for (const double x : a->entries()) largest = std::max(largest, std::fabs(x));
    const double vanished = mul_up(static_cast<double>(4 * t.q().cols()), mul_up(underflow, largest));
    return mul_up(mul_up(factor, add_up(1, 8 * unit)), add_up(score_bounds({&t.q(), &t.k()}).score, vanished));
  }
  const std::size_t d = general->d;
  const auto q = column_max(problem.q), k = column_max(problem.k);
  const double norms = mul_up(norm_up(problem.q), norm_up(problem.k));
  double largest = 0;
  const auto first = static_cast<long>(problem.query_offset), m = static_cast<long>(problem.k.rows());
  for (long offset = first + 1 - m; offset < first + static_cast<long>(problem.q.rows()); ++offset) {
    if (!problem.mask.allows(offset)) continue;
    const auto w = general->matrix(offset);
    double sum = 0, square = 0;
    for (std::size_t a = 0; a < d; ++a)
      for (std::size_t b = 0; b < d; ++b) {
        const double entry = std::fabs(w[a * d + b]);
        sum = add_up(sum, mul_up(entry, mul_up(q[a], k[b])));
        square = add_up(square, mul_up(entry, entry));
      }
    largest = std::max(largest, std::min(sum, mul_up(sqrt_up(square), norms)));
  }
  return mul_up(factor, largest);
}

Balanced balance(const Problem& problem) {
  require_valid(problem);
  const Turned t(problem);
  const Rational exact_scale = score_factor(problem, Precision(128)).midpoint();
  const double power = normalizing_power(largest_entry(t.q())),
               factor = (exact_scale / Rational::exact(power)).nearest_double();
  // A normal factor carries one relative rounding of the exact scale; a subnormal one could carry any.
  if (exact_scale.sign() != 0 && !std::isnormal(factor)) throw std::domain_error(out_of_range);
  Balanced best{DoubleMatrix(t.q().rows(), t.q().cols()), DoubleMatrix(t.k().rows(), t.k().cols()), {}, 0, {}};
  MatrixFacts of_x(t.q().cols());
  for_each_block(t.q(), [&](RowBlock& block) {
    for (std::size_t l = 0; l < t.q().cols(); ++l)
      for (double& x : block.column(l)) x *= power;
    of_x.add(block);
    block.store(best.x);
  });
  shift_keys(best, of_x, t, power, factor, likely_shift(best.x, of_x, t.k(), factor));
  // Jensen's bound is about all keys with equal weights.
  if (!problem.mask.everything() || problem.has_bias()) best.bounds.mean = best.bounds.score;
  return best;
}

}  // namespace attest::attention
