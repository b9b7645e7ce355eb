#include "attest/attention/to_doubles.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <string>

#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

Undecided beyond_range() { return {Undecided::Reason::precision, "an output leaves the range of float64", {}, {}}; }

/// Is every radius in the row at most the target?
bool narrow(arb_srcptr row, std::size_t n, const mag_t target) {
  for (std::size_t c = 0; c < n; ++c)
    if (!arb_is_finite(row + c) || mag_cmp(arb_radref(row + c), target) > 0) return false;
  return true;
}

/// Is some entry certainly farther than eps from the double nearest to it, so that no precision will help?
bool beyond_doubles(arb_srcptr row, std::size_t n, const Rational& eps) {
  const Precision p(128);
  const Ball limit(eps, p);
  for (std::size_t c = 0; c < n; ++c) {
    if (!arb_is_finite(row + c)) continue;
    Ball exact;
    arb_set(exact.raw(), row + c);
    const double low = arf_get_d(arb_midref(row + c), ARF_RND_FLOOR),
                 high = arf_get_d(arb_midref(row + c), ARF_RND_CEIL);
    if (!std::isfinite(low) || !std::isfinite(high)) continue;
    const Ball below = abs(sub(exact, Ball::exact(low), p)), above = abs(sub(exact, Ball::exact(high), p));
    if (certainly(less(limit, below)) && certainly(less(limit, above))) return true;
  }
  return false;
}

/// Rounds one row; returns a bound of the largest distance between a double and its ball, nothing where one leaves the
/// range of double.
std::optional<Rational> round_row(arb_srcptr row, std::span<double> out) {
  const Precision p(128);
  Rational worst;
  for (std::size_t c = 0; c < out.size(); ++c) {
    out[c] = arf_get_d(arb_midref(row + c), ARF_RND_NEAR);
    if (!std::isfinite(out[c])) return std::nullopt;
    Ball exact;
    arb_set(exact.raw(), row + c);
    worst = max(worst, sub(exact, Ball::exact(out[c]), p).magnitude_upper());
  }
  return worst;
}

struct Mag {
  explicit Mag(const Rational& lower_bound_of) {
    mag_init(m);
    const Ball b(lower_bound_of, Precision(64));
    arb_get_mag_lower(m, b.raw());
  }
  ~Mag() { mag_clear(m); }
  Mag(const Mag&) = delete;
  Mag& operator=(const Mag&) = delete;
  mag_t m;
};

}  // namespace

std::optional<Rounded> round_to_doubles(const BallMatrix& a) {
  Rounded r{DoubleMatrix(a.rows(), a.cols()), {}, {}};
  for (std::size_t i = 0; i < a.rows(); ++i) {
    const auto error = round_row(a.row_unchecked(i), r.output.row(i));
    if (!error) return std::nullopt;
    r.error = max(r.error, *error);
    for (std::size_t c = 0; c < a.cols(); ++c) {
      Ball radius;
      arb_get_rad_arb(radius.raw(), a.row_unchecked(i) + c);
      r.radius = max(r.radius, radius.magnitude_upper());
    }
  }
  return r;
}

Outcome<Answer> rows_to_doubles(std::size_t rows, std::size_t columns, const Rational& eps, const Budget& budget,
                                unsigned threads, const BallRow& exact_row) {
  const Mag target(eps / Rational(4));

  Answer answer;
  answer.method = "definition";
  answer.output = DoubleMatrix(rows, columns);
  std::mutex merging;
  Rational worst;
  long highest = 0;
  bool resolved = true;
  std::atomic<bool> coarse{false};  // float64 itself is what limits
  std::atomic<bool> huge{false};    // an output beyond its range
  std::atomic<bool> late{false};
  const Deadline deadline(budget.seconds);
  for_each_chunk(rows, rows < 64 ? 1 : 8, threads, [&](std::size_t begin, std::size_t end) {
    BallMatrix row(1, columns);
    Rational error;
    long bits = 64;
    bool narrow_enough = true;
    for (std::size_t i = begin; i < end && !coarse && !huge && !late; ++i) {
      for (;; bits *= 2) {  // the next row starts where this one ended
        if (deadline.passed()) late = true;
        if (late) break;
        exact_row(i, Precision(bits), row.row_unchecked(0));
        narrow_enough = narrow(row.row_unchecked(0), columns, target.m);
        if (narrow_enough || 2 * bits > budget.precision_bits) break;
        if (beyond_doubles(row.row_unchecked(0), columns, eps)) {
          coarse = true;
          break;
        }
      }
      if (!narrow_enough || late) break;
      const auto rounded = round_row(row.row_unchecked(0), answer.output.row(i));
      if (!rounded) huge = true;
      error = max(error, rounded.value_or(Rational(0)));
    }
    const std::lock_guard lock(merging);
    resolved = resolved && narrow_enough;
    highest = std::max(highest, bits);
    worst = max(worst, error);
  });
  if (huge) return beyond_range();
  if (late)
    return Undecided{Undecided::Reason::seconds,
                     "the definition is not done in the " + to_decimal_up(budget.seconds, 3) + " s allowed, at " +
                         std::to_string(highest) + " bits",
                     {},
                     {}};
  if (coarse)
    return Undecided{Undecided::Reason::precision,
                     "float64 output cannot be within " + to_decimal(eps, 3, Direction::up) + " for these values",
                     {},
                     {}};
  if (!resolved)
    return Undecided{Undecided::Reason::precision,
                     "the definition needs more than " + std::to_string(budget.precision_bits) +
                         " bits for eps = " + to_short_text(eps),
                     {},
                     {}};
  answer.rounding_error = worst;
  answer.precision_bits = highest;
  if (answer.rounding_error > eps)
    return Undecided{Undecided::Reason::precision,
                     "float64 output is off by up to " + to_decimal(answer.rounding_error, 3, Direction::up) +
                         " for these values, above eps = " + to_short_text(eps),
                     {},
                     answer.rounding_error};
  return answer;
}

Outcome<Answer> to_precision(Answer answer, const Rational& eps, const Budget& budget, const BallOutputs& outputs) {
  const Deadline deadline(budget.seconds);
  bool finite = false;
  for (Precision p(64); p.bits() <= budget.precision_bits; p = p.doubled()) {
    const BallMatrix out = outputs(p, deadline);
    if (deadline.passed())
      return Undecided{Undecided::Reason::seconds,
                       "after " + to_decimal_up(deadline.spent(), 3) + " s it is not done at " +
                           std::to_string(p.bits()) + " bits; allowed are " + to_decimal_up(budget.seconds, 3) + " s",
                       {},
                       {}};
    if (!arb_mat_is_finite(out.raw())) continue;
    finite = true;
    std::optional<Rounded> all = round_to_doubles(out);
    if (!all) return beyond_range();
    Rounded& rounded = *all;
    answer.rounding_error = rounded.error;
    answer.precision_bits = p.bits();
    answer.output = std::move(rounded.output);
    if (answer.error_bound() <= eps) return answer;
    if (rounded.radius * Rational(1024) <= rounded.error) break;  // the float64 output is what limits
  }
  if (!finite)
    return Undecided{Undecided::Reason::precision, "no precision in the budget gives finite quotients", {}, {}};
  return Undecided{Undecided::Reason::precision,
                   "the output in float64 carries an error up to " +
                       to_decimal(answer.error_bound(), 3, Direction::up) + ", more than eps = " + to_short_text(eps),
                   {},
                   answer.error_bound()};
}

}  // namespace attest::attention
