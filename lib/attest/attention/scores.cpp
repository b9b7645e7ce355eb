#include "attest/attention/scores.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "attest/attention/turned_rows.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/row_facts.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

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
    throw OutOfRange("a kernel W of its own has scores of no low rank; the method toeplitz takes it");
  const auto* rotary = std::get_if<Rotary>(&problem.positions);
  if (rotary == nullptr) return;
  rows_ = Rows{problem.q, problem.k};
  turn_rows(*rotary, rows_->q, problem.query_offset, Role::query);
  turn_rows(*rotary, rows_->k, 0, Role::key);
  for (const auto* m : {&rows_->q, &rows_->k})
    for (const double x : m->entries())
      if (!std::isfinite(x)) throw OutOfRange();
}

/// What the turning adds to the perturbation.
double turned_perturbation(const Balanced& b, double relative) {
  // Turned entries are off by `relative` of themselves: sum |x| (|k| + |k - c|) relative |factor|, in products of the
  // size of x.y and of x.k, and a little more than twice that for what rounding x and k adds to it.
  const double shifts = mul_up(std::fabs(b.factor), largest_weighted_row_up(b.x, absolute(b.shift)));
  const double both = add_up(mul_up(2, b.bounds.absolute), shifts);
  const double from_x = mul_up(mul_up(underflow, b.power), add_up(1, b.largest_y));
  const double from_y = mul_up(underflow, add_up(2, std::fabs(b.factor)));
  const double vanished = mul_up(static_cast<double>(8 * b.x.cols()), add_up(from_x, from_y));
  return add_up(mul_up(mul_up(2, relative), both), vanished);
}

}  // namespace

ColumnRanges finite_columns(const DoubleMatrix& a, const std::string& name) {
  ColumnRanges c = columns_in_rows(RowsInMemory(a), RowPasses{});
  if (!c.finite()) require_finite(a, name);  // finite entries may have an infinite sum
  return c;
}

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
  require_valid_shapes(problem);
  if (!std::holds_alternative<std::monostate>(problem.positions)) {
    require_finite(problem.q, "Q");
    require_finite(problem.k, "K");
  }
  const Turned t(problem);
  const ColumnRanges q = finite_columns(t.q(), "Q"), k = finite_columns(t.k(), "K");
  const Rational exact_scale = score_factor(problem, Precision(128)).midpoint();
  const std::size_t m = t.k().rows(), d = t.k().cols();
  auto x = DoubleMatrix::unset(t.q().rows(), d);
  Balanced b{
      balance_rows(RowsInMemory(t.q()), q, RowsInMemory(t.k()), k, exact_scale, RowPasses{}, x.entries()), {}, {}, {}};
  b.x = std::move(x);
  b.y = DoubleMatrix::unset(m, d);
  // A block at a time: it is still near when its reaches are taken.
  const double slack = add_up(1, gamma_up(2 * (d + 4))), radius = mul_up(b.x_norm, slack);
  b.reach = DoubleMatrix::unset(1, m);
  constexpr std::size_t block = 2048;
  for (std::size_t begin = 0; begin < m; begin += block) {
    const std::size_t count = std::min(block, m - begin);
    const auto y = b.y.entries().subspan(begin * d, count * d);
    b.keys(t.k().entries().subspan(begin * d, count * d), y);
    b.farthest_reach =
        std::max(b.farthest_reach, row_reaches(y, radius, slack, b.widest, b.reach.entries().subspan(begin, count)));
  }
  if (t.relative() != 0) b.perturbation = add_up(b.perturbation, turned_perturbation(b, t.relative()));
  // Jensen's bound is about all keys with equal weights.
  if (!problem.mask.everything() || problem.has_bias()) b.bounds.mean = b.bounds.score;
  return b;
}

}  // namespace attest::attention
