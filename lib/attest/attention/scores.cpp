#include "attest/attention/scores.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/balancing.hpp"
#include "attest/kernel/directed.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

constexpr const char* out_of_range = "Q, K: their scaled entries leave the range of double";

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
  [[nodiscard]] double relative() const { return rows_ ? 2 * unit : 0; }

 private:
  struct Rows {
    DoubleMatrix q, k;
  };
  const Problem& problem_;
  std::optional<Rows> rows_;
};

/// The row in balls at a precision that leaves every entry 64 good bits, or none above 2^-1080; to doubles.
void turn_row(const Rotary& rotary, std::span<double> row, std::size_t position, Role role) {
  for (Precision p(192); p.bits() <= 8192; p = p.doubled()) {
    std::vector<Ball> x;
    for (const double entry : row) x.push_back(Ball::exact(entry));
    rotate(rotary, std::span<Ball>(x), position, role, BallField{p});
    if (std::all_of(x.begin(), x.end(), [](const Ball& b) {
          return arb_rel_accuracy_bits(b.raw()) >= 64 || mag_cmp_2exp_si(arb_radref(b.raw()), -1080) < 0;
        })) {
      for (std::size_t l = 0; l < row.size(); ++l) row[l] = arf_get_d(arb_midref(x[l].raw()), ARF_RND_NEAR);
      return;
    }
  }
  throw std::domain_error("Q, K: 8192 bits do not tell where an entry is turned to");
}

Turned::Turned(const Problem& problem) : problem_(problem) {
  if (std::holds_alternative<GeneralKernel>(problem.positions))
    throw std::domain_error("a kernel W of its own has scores of no low rank; the method toeplitz takes it");
  const auto* rotary = std::get_if<Rotary>(&problem.positions);
  if (rotary == nullptr) return;
  rows_ = Rows{problem.q, problem.k};
  for (std::size_t i = 0; i < rows_->q.rows(); ++i)
    turn_row(*rotary, rows_->q.row(i), i + problem.query_offset, Role::query);
  for (std::size_t j = 0; j < rows_->k.rows(); ++j) turn_row(*rotary, rows_->k.row(j), j, Role::key);
  for (const auto* m : {&rows_->q, &rows_->k})
    for (const double x : m->entries())
      if (!std::isfinite(x)) throw std::domain_error(out_of_range);
}

/// What turning adds to the perturbation: turned entries are off by `relative` of themselves, so that sum |x| (|k| +
/// |k - c|) relative |factor|, in products of the size of x.y and of x.k, and a little more than twice that for what
/// rounding x and k adds to it.
double turning_up(const Turned& t, const Balanced& b, const Balancing& how) {
  const double shifts = mul_up(std::fabs(how.factor), largest_weighted_row_up(b.x, absolute(b.shift)));
  const double both = add_up(mul_up(2, b.bounds.absolute), shifts);
  const double from_x = mul_up(mul_up(underflow, how.power), add_up(1, how.largest_y));
  const double from_y = mul_up(underflow, add_up(2, std::fabs(how.factor)));
  const double vanished = mul_up(static_cast<double>(8 * b.shift.size()), add_up(from_x, from_y));
  return add_up(mul_up(mul_up(2, t.relative()), both), vanished);
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
  const auto how = balance_rows(RowsInMemory(t.q()), RowsInMemory(t.k()),
                                score_factor(problem, Precision(128)).midpoint(), RowPasses{});
  Balanced b{DoubleMatrix(t.q().rows(), t.q().cols()), DoubleMatrix(t.k().rows(), t.k().cols()), how.shift,
             how.perturbation, how.bounds};
  how.queries(t.q().entries(), b.x.entries());
  how.keys(t.k().entries(), b.y.entries());
  if (t.relative() != 0) b.perturbation = add_up(b.perturbation, turning_up(t, b, how));
  // Jensen's bound is about all keys with equal weights.
  if (!problem.mask.everything() || problem.has_bias()) b.bounds.mean = b.bounds.score;
  return b;
}

}  // namespace attest::attention
