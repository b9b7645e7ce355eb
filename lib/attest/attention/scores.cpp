#include "attest/attention/scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/turned_rows.hpp"
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

/// b with the keys of t shifted by c, all but its x; they are finite (likely_shift).
void shift_keys(Balanced& b, const Turned& t, double power, double factor, std::vector<double> c) {
  const std::size_t d = t.k().cols();
  b.shift = std::move(c);
  for (std::size_t j = 0; j < b.y.rows(); ++j)
    for (std::size_t l = 0; l < d; ++l) b.y(j, l) = (t.k()(j, l) - b.shift[l]) * factor;
  const double most_y = largest_entry(b.y);
  b.bounds = score_bounds({&b.x, &b.y});

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
std::vector<double> likely_shift(const DoubleMatrix& x, const DoubleMatrix& k, double factor) {
  const std::size_t d = k.cols();
  const std::array<std::vector<double>, 3> shifts{std::vector<double>(d, 0.0), column_mean(k), box_middle(k)};
  const std::vector<double> widest = column_max(x);
  const auto row = [d](auto entry) {
    double sum = 0;
    for (std::size_t l = 0; l < d; ++l) sum += entry(l);
    return sum;
  };
  double x_square = 0;
  for (std::size_t i = 0; i < x.rows(); ++i)
    x_square = std::max(x_square, row([&](std::size_t l) { return x(i, l) * x(i, l); }));
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < shifts.size(); ++s) {
    const auto& c = shifts[s];
    std::vector<double> most(d, 0.0);
    double k_square = 0, k_rows = 0, x_rows = 0;
    for (std::size_t j = 0; j < k.rows(); ++j) {
      double square = 0, sum = 0;
      for (std::size_t l = 0; l < d; ++l) {
        const double y = std::fabs(k(j, l) - c[l]);
        most[l] = std::max(most[l], y);
        square += y * y;
        sum += y * widest[l];
      }
      k_square = std::max(k_square, square);
      k_rows = std::max(k_rows, sum);
    }
    for (const double y : most)
      if (!std::isfinite(y * factor)) throw std::domain_error(out_of_range);
    for (std::size_t i = 0; i < x.rows(); ++i)
      x_rows = std::max(x_rows, row([&](std::size_t l) { return std::fabs(x(i, l)) * most[l]; }));
    const double bound = std::min({k_rows, x_rows, std::sqrt(x_square) * std::sqrt(k_square)});
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
  Balanced best{t.q(), DoubleMatrix(t.k().rows(), t.k().cols()), {}, 0, {}};
  for (double& x : best.x.entries()) x *= power;
  shift_keys(best, t, power, factor, likely_shift(best.x, t.k(), factor));
  // Jensen's bound is about all keys with equal weights.
  if (!problem.mask.everything() || problem.has_bias()) best.bounds.mean = best.bounds.score;
  return best;
}

}  // namespace attest::attention
