#include "attest/attention/definition.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <stdexcept>

#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

/// K and V as exact balls, V with a column of ones behind it and transposed so that a column is a vector.
struct Prepared {
  explicit Prepared(const Problem& p) : keys(p.k.rows(), p.k.cols()), values(p.v.cols() + 1, p.v.rows()) {
    for (std::size_t j = 0; j < p.k.rows(); ++j) {
      for (std::size_t l = 0; l < p.k.cols(); ++l) arf_set_d(arb_midref(keys.row_unchecked(j) + l), p.k(j, l));
      for (std::size_t c = 0; c < p.v.cols(); ++c) arf_set_d(arb_midref(values.row_unchecked(c) + j), p.v(j, c));
      arb_one(values.row_unchecked(p.v.cols()) + j);
    }
  }
  BallMatrix keys, values;
};

/// out[c] = sum_j e^{s_j - s} v_jc / sum_j e^{s_j - s} with s_j = scale q.k_j and s any number (here the
/// largest score, so that exponentials stay in range): the quotient does not depend on it.
void definition_row(const Prepared& data, std::span<const double> q, const Ball& scale, Precision p, arb_ptr out) {
  const auto m = static_cast<slong>(data.keys.rows()), d = static_cast<slong>(data.keys.cols());
  BallMatrix query(1, q.size()), weight(1, data.keys.rows());
  arb_ptr x = query.row_unchecked(0), w = weight.row_unchecked(0);
  for (slong l = 0; l < d; ++l) arf_set_d(arb_midref(x + l), q[static_cast<std::size_t>(l)]);
  for (slong j = 0; j < m; ++j) {
    arb_dot(w + j, nullptr, 0, x, 1, data.keys.row_unchecked(static_cast<std::size_t>(j)), 1, d, p.bits());
    arb_mul(w + j, w + j, scale.raw(), p.bits());
  }
  arb_srcptr top = w;
  for (slong j = 1; j < m; ++j)
    if (arf_cmp(arb_midref(w + j), arb_midref(top)) > 0) top = w + j;
  Ball shift;
  arf_set(arb_midref(shift.raw()), arb_midref(top));
  for (slong j = 0; j < m; ++j) {
    arb_sub(w + j, w + j, shift.raw(), p.bits());
    arb_exp(w + j, w + j, p.bits());
  }
  const std::size_t columns = data.values.rows() - 1;
  Ball sum;
  arb_dot(sum.raw(), nullptr, 0, w, 1, data.values.row_unchecked(columns), 1, m, p.bits());
  for (std::size_t c = 0; c < columns; ++c) {
    arb_dot(out + c, nullptr, 0, w, 1, data.values.row_unchecked(c), 1, m, p.bits());
    arb_div(out + c, out + c, sum.raw(), p.bits());
  }
}

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

/// Rounds one row; returns a bound of the largest distance between a double and its ball.
Rational round_row(arb_srcptr row, std::span<double> out) {
  const Precision p(128);
  Rational worst;
  for (std::size_t c = 0; c < out.size(); ++c) {
    out[c] = arf_get_d(arb_midref(row + c), ARF_RND_NEAR);
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

BallMatrix definition_rows(const Problem& problem, const std::vector<std::size_t>& rows, Precision p,
                           unsigned threads) {
  require_valid(problem);
  for (const auto r : rows)
    if (r >= problem.q.rows())
      throw std::out_of_range("row: " + std::to_string(r) + "; Q has " + std::to_string(problem.q.rows()) + " rows");
  const Prepared data(problem);
  const Ball scale = problem.scale.value(problem.q.cols(), p);
  BallMatrix out(rows.size(), problem.v.cols());
  for_each_chunk(rows.size(), 1, threads, [&](std::size_t t, std::size_t) {
    definition_row(data, problem.q.row(rows[t]), scale, p, out.row_unchecked(t));
  });
  return out;
}

Outcome<Answer> softmax_by_definition(const Problem& problem, const Rational& eps, const Budget& budget,
                                      unsigned threads) {
  require_valid(problem);
  const Prepared data(problem);
  const Mag target(eps / Rational(4));
  const std::size_t columns = problem.v.cols();

  Answer answer;
  answer.method = "definition";
  answer.output = DoubleMatrix(problem.q.rows(), columns);
  std::mutex merging;
  Rational worst;
  long highest = 0;
  bool resolved = true;
  std::atomic<bool> coarse{false};  // float64 itself is what limits
  for_each_chunk(problem.q.rows(), 8, threads, [&](std::size_t begin, std::size_t end) {
    BallMatrix row(1, columns);
    Rational error;
    long bits = 64;
    bool narrow_enough = true;
    for (std::size_t i = begin; i < end && !coarse; ++i) {
      for (;; bits *= 2) {  // the next row starts where this one ended
        const Precision p(bits);
        definition_row(data, problem.q.row(i), problem.scale.value(problem.q.cols(), p), p, row.row_unchecked(0));
        narrow_enough = narrow(row.row_unchecked(0), columns, target.m);
        if (narrow_enough || 2 * bits > budget.precision_bits) break;
        if (beyond_doubles(row.row_unchecked(0), columns, eps)) {
          coarse = true;
          break;
        }
      }
      if (!narrow_enough) break;
      error = max(error, round_row(row.row_unchecked(0), answer.output.row(i)));
    }
    const std::lock_guard lock(merging);
    resolved = resolved && narrow_enough;
    highest = std::max(highest, bits);
    worst = max(worst, error);
  });
  if (coarse)
    return Undecided{Undecided::Reason::precision,
                     "float64 output cannot be within " + to_decimal(eps, 3, Direction::up) + " for these values",
                     {},
                     {}};
  if (!resolved)
    return Undecided{
        Undecided::Reason::precision,
        "the definition needs more than " + std::to_string(budget.precision_bits) + " bits for eps = " + to_text(eps),
        {},
        {}};
  answer.rounding_error = worst;
  answer.precision_bits = highest;
  if (answer.rounding_error > eps)
    return Undecided{Undecided::Reason::precision,
                     "float64 output is off by up to " + to_decimal(answer.rounding_error, 3, Direction::up) +
                         " for these values, above eps = " + to_text(eps),
                     {},
                     answer.rounding_error};
  return answer;
}

Rounded round_to_doubles(const BallMatrix& a) {
  Rounded r{DoubleMatrix(a.rows(), a.cols()), {}};
  for (std::size_t i = 0; i < a.rows(); ++i) r.error = max(r.error, round_row(a.row_unchecked(i), r.output.row(i)));
  return r;
}

}  // namespace attest::attention
