#include "attest/expoly/levelled.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::ChebyshevSeries;
using polynomial::Interval;

/// cos(k pi / n) for k = 0 .. 2n-1.
std::vector<Ball> cosines(std::size_t n, Precision p) {
  std::vector<Ball> c(2 * n);
  for (std::size_t k = 0; k < 2 * n; ++k) c[k] = cos_pi(Rational(k) / Rational(n), p);
  return c;
}

/// The value at t of the polynomial through (x_i, y_i), by the first barycentric formula without its common
/// factor: sum w_i y_i / (t - x_i) over sum w_i / (t - x_i).
Ball interpolate(const std::vector<Ball>& x, const PointBound& b, const Ball& t, Precision p) {
  Ball above, below;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Ball term = div(b.weights[i], sub(t, x[i], p), p);
    arb_addmul(above.raw(), term.raw(), b.values[i].raw(), p.bits());
    arb_add(below.raw(), below.raw(), term.raw(), p.bits());
  }
  return div(above, below, p);
}

}  // namespace

ChebyshevSeries guess_levelled(const Interval& I, const std::vector<Rational>& points, const PointBound& bound,
                               long bits, Precision p) {
  const std::size_t n = points.size() + points.size() % 2;  // even: 0 is no grid point
  std::vector<Ball> x;
  for (const auto& point : points) x.emplace_back((point - I.midpoint()) / I.half_width(), p);
  const auto cos_table = cosines(2 * n, p);  // multiples of pi / 2n
  std::vector<Ball> value;
  for (std::size_t i = 0; i < n; ++i) value.push_back(interpolate(x, bound, cos_table[2 * i + 1], p));
  ChebyshevSeries q{I, {}};
  for (std::size_t k = 0; k + 2 <= points.size(); ++k) {
    Ball sum;
    for (std::size_t i = 0; i < n; ++i)
      arb_addmul(sum.raw(), value[i].raw(), cos_table[(2 * i + 1) * k % (4 * n)].raw(), p.bits());
    const Ball c = div(mul(Ball(k == 0 ? 1 : 2), sum, p), Ball(n), p);
    if (!c.is_finite()) throw std::domain_error("points: too close to each other for the precision");
    q.c.push_back(round_to_bits(c.midpoint(), bits));
  }
  return q;
}

std::optional<std::vector<Rational>> guess_exchanged_points(const ChebyshevSeries& q, ErrorKind kind) {
  const ErrorSeries e = error_series(q, kind, 40, guess_precision(q, kind, 60, Precision(1L << 16)));
  std::vector<Extremum> kept;  // one a run of equal signs, the largest
  const std::size_t wanted = q.c.size() + 1;
  for (const auto& [theta, value] : guess_extrema(e)) {
    if (!kept.empty() && (kept.back().value > 0) == (value > 0)) {
      if (std::fabs(value) > std::fabs(kept.back().value)) kept.back() = {theta, value};
    } else {
      kept.push_back({theta, value});
    }
  }
  while (kept.size() > wanted)  // the smaller end goes: signs still alternate
    kept.erase(std::fabs(kept.front().value) < std::fabs(kept.back().value) ? kept.begin() : kept.end() - 1);
  if (kept.size() < wanted) return std::nullopt;
  std::vector<Rational> points;
  for (auto it = kept.rbegin(); it != kept.rend(); ++it) {
    const Rational x = q.I.midpoint() + q.I.half_width() * Rational::exact(std::cos(it->theta));
    if (!points.empty() && x <= points.back()) return std::nullopt;
    points.push_back(x);
  }
  return points;
}

DegreeTrial try_degree(const Interval& I, std::size_t g, const Rational& eps, ErrorKind kind,
                       std::size_t most_exchanges) {
  const Rational h = I.half_width();
  // Coefficients to 2^-48 eps, for relative error times the least e^x; interpolation through points that
  // crowd where the polynomial is smallest cancels up to about 6 h + g bits.
  const long bits = bits_of(eps) + 48 + (kind == ErrorKind::relative ? bits_of_exp(-I.lower()) : 0);
  const Precision p(bits_of(eps) + 192 + 4 * bits_of_exp(h) + static_cast<long>(g) + bits_of_exp(abs(I.midpoint())));
  DegreeTrial trial{compare_points(I, guess_extremal_points(I, g, kind), eps, kind), {}, {}};
  for (;; ++trial.exchanges) {
    if (trial.fails()) return trial;
    trial.q = guess_levelled(I, trial.points.points, bound_from_points(trial.points.points, kind, p), bits, p);
    const auto error = certify_error(*trial.q, kind, Rational::power_of_two(-24), Budget{});
    if (!error.decided()) return trial;
    trial.error = error.value();
    trial.fits = trial.error->upper <= eps;
    if (trial.fits || trial.exchanges == most_exchanges) return trial;
    auto moved = guess_exchanged_points(*trial.q, kind);
    if (!moved) return trial;
    trial.points = compare_points(I, *std::move(moved), eps, kind);
  }
}

namespace {

/// About what the points prove: to a few bits, at as little precision as shows them.
Rational size_of_bound(const std::vector<Rational>& points, ErrorKind kind) {
  for (Precision p(256);; p = p.doubled()) {
    const Ball bound = bound_from_points(points, kind, p).lower;
    if (bound.is_finite() && bound.radius() * Rational(4) < bound.midpoint()) return bound.upper();
    if (p.bits() > 1L << 16) throw std::domain_error("points: no bound at 2^16 bits");
  }
}

}  // namespace

Outcome<Enclosure> enclose_best_error(const Interval& I, std::size_t g, ErrorKind kind,
                                      const Rational& relative_width) {
  if (relative_width > Rational(1) || relative_width < Rational::power_of_two(-100))
    throw std::domain_error("relative_width: " + to_text(relative_width) + "; allowed are 2^-100 to 1");
  std::vector<Rational> points = guess_extremal_points(I, g, kind);
  Undecided open{Undecided::Reason::bounds_do_not_separate, "points and polynomial stay apart", {}, {}};
  for (int exchange = 0; exchange <= 12; ++exchange) {
    // The size of the error, roughly, says how many bits its coefficients need.
    const Rational size = size_of_bound(points, kind);
    const long bits = bits_of(size * relative_width) + 48 + bits_of_exp(-I.lower());
    const Precision p(bits + 128 + 4 * bits_of_exp(I.half_width()) + static_cast<long>(g) +
                      bits_of_exp(abs(I.midpoint())));
    const auto bound = bound_from_points(points, kind, p);
    const auto q = guess_levelled(I, points, bound, bits, p);
    const auto e = certify_error(q, kind, relative_width / Rational(4), Budget{});
    if (!e.decided()) return e.why();
    const Enclosure found{bound.lower.lower(), e.value().upper};
    if (found.upper <= (Rational(1) + relative_width) * found.lower) return found;
    open.lower = open.lower ? max(*open.lower, found.lower) : found.lower;
    open.upper = open.upper ? min(*open.upper, found.upper) : found.upper;
    auto moved = guess_exchanged_points(q, kind);
    if (!moved) break;
    points = *std::move(moved);
  }
  return open;
}

}  // namespace attest::expoly
