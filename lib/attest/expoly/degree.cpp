#include "attest/expoly/degree.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "attest/expoly/extremal.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::Interval;

constexpr long first_precision = 128, last_precision = 1024;

/// ln(3 + 2 sqrt 2).
Ball log_growth(Precision p) { return log(add(Ball(3), mul(Ball(2), sqrt(Ball(2), p), p), p), p); }

/// The least g whose upper bound is certainly <= eps; the table always reaches one.
std::optional<std::size_t> least_sufficient(const BesselSandwich& s, const Ball& eps) {
  for (std::size_t g = 0; g < s.degrees(); ++g)
    if (certainly(less_equal(s.upper(g), eps))) return g;
  return std::nullopt;
}

/// The greatest g <= from whose lower bound is certainly > eps.
std::optional<std::size_t> greatest_failing(const BesselSandwich& s, const Ball& eps, std::size_t from) {
  for (std::size_t g = from + 1; g-- > 0;)
    if (certainly(less(eps, s.lower(g)))) return g;
  return std::nullopt;
}

/// Does some comparison with eps stay unknown at this precision?
bool unresolved(const BesselSandwich& s, const Ball& eps_upper, const Ball& eps_lower, const DegreeBracket& b) {
  if (b.upper.degree > 0 && less_equal(s.upper(b.upper.degree - 1), eps_upper) == Truth::unknown) return true;
  return b.at_least() < b.upper.degree && less(eps_lower, s.lower(b.at_least())) == Truth::unknown;
}

/// Both sides for the absolute error, where the two sides may ask for different accuracies (relative error
/// needs eps e^a above and eps e^b below).
DegreeBracket absolute_bracket(const Interval& I, const Ball& eps_upper, const Ball& eps_lower, Precision p) {
  const BesselSandwich s(I, eps_upper.lower(), p);
  DegreeBracket b;
  const auto enough = least_sufficient(s, eps_upper);
  if (!enough) throw std::domain_error("interval: no degree up to " + std::to_string(s.degrees()) + " suffices");
  b.upper = {*enough, s.upper(*enough), "chebyshev"};
  if (*enough > 0)
    if (const auto g = greatest_failing(s, eps_lower, *enough - 1)) b.lower = {*g, s.lower(*g), "sandwich"};
  const bool open = unresolved(s, eps_upper, eps_lower, b) && p.bits() < last_precision;
  return open ? absolute_bracket(I, eps_upper, eps_lower, p.doubled()) : b;
}

void require_eps(const Rational& eps) {
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_text(eps) + "; it must be positive");
}

/// eps e^x: the absolute accuracy that relative accuracy eps asks for at x.
Ball scaled(const Rational& eps, const Rational& exponent, Precision p) {
  return mul(Ball(eps, p), exp(Ball(exponent, p), p), p);
}

/// The growth bound read the other way: degree n has relative error at least tanh((h - n ln(3 + 2 sqrt 2))/2).
Ball growth_bound(const Rational& h, std::size_t n, Precision p) {
  const Ball y = sub(Ball(h, p), mul(Ball(n), log_growth(p), p), p);
  const Ball e = exp(neg(y), p);
  return div(sub(Ball(1), e, p), add(Ball(1), e, p), p);
}

/// The sandwich in J, where it says more.
void apply_relative_sandwich(const Interval& I, const Rational& eps, DegreeBracket& b, Precision p) {
  if (I.half_width().sign() <= 0 || I.half_width() > Rational(20'000)) return;
  const RelativeSandwich s(I, eps, p);
  const Ball target(eps, p);
  for (std::size_t g = s.first(); g <= s.last() && g < b.upper.degree; ++g)
    if (certainly(less_equal(s.upper(g), target))) b.upper = {g, s.upper(g), "sandwich"};
  for (std::size_t g = std::min(s.last() + 1, b.upper.degree); g-- > std::max(s.first(), b.at_least());)
    if (certainly(less(target, s.lower(g)))) {
      b.lower = {g, s.lower(g), "sandwich"};
      return;
    }
}

DegreeBracket relative_bracket(const Interval& I, const Rational& eps) {
  const Precision p(first_precision);
  DegreeBracket b = absolute_bracket(I, scaled(eps, I.lower(), p), scaled(eps, I.upper(), p), p);
  b.upper.bound = mul(b.upper.bound, exp(Ball(-I.lower(), p), p), p);
  b.upper.route = "paper";
  if (b.lower) {
    b.lower->bound = mul(b.lower->bound, exp(Ball(-I.upper(), p), p), p);
    b.lower->route = "absolute";
  }

  if (I.half_width() <= Rational(5'000)) {
    const auto g = taylor_relative_degree(I, eps);
    if (g < b.upper.degree) b.upper = {g, taylor_relative_bound(I.half_width(), g, p), "taylor"};
  }
  if (eps < Rational(1)) {
    const Ball least = relative_degree_lower(I.half_width(), eps, p);
    const Integer degree = ceil(least.lower());
    if (degree > 0 && Rational(degree) > Rational(b.at_least()))
      b.lower = {static_cast<std::size_t>(degree) - 1,
                 growth_bound(I.half_width(), static_cast<std::size_t>(degree) - 1, p), "growth"};
  }
  apply_relative_sandwich(I, eps, b, p);
  if (eps >= Rational(1)) b = {{0, Ball(1), "zero"}, {}};  // p = 0 is within 1
  return b;
}

/// Narrows the bracket: bisection on what guessed points prove; then degrees from there on are tried in full.
void refine(const Interval& I, const Rational& eps, ErrorKind kind, DegreeBracket& b) {
  constexpr std::size_t largest_degree = 2000;
  if (b.decided() || I.half_width() > Rational(500) || b.upper.degree > largest_degree) return;
  for (std::size_t low = b.at_least(), high = b.upper.degree; low < high;) {
    const std::size_t mid = low + (high - low) / 2;
    auto at = compare_points(I, guess_extremal_points(I, mid, kind), eps, kind);
    if (at.exceeds) {
      b.lower = {mid, at.bound.lower, "points"};
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  for (std::size_t g = b.at_least(), open = 0; g < b.upper.degree && open < 2; ++g) {
    const DegreeTrial trial = try_degree(I, g, eps, kind);
    if (trial.fits) {
      b.upper = {g, Ball::between(trial.error->lower, trial.error->upper, Precision(64)), "levelled"};
      return;
    }
    if (trial.fails())
      b.lower = {g, trial.points.bound.lower, "points"};
    else
      ++open;  // points and polynomial are apart: both bounds stand; the next degree may fit
  }
}

}  // namespace

DegreeBracket bracket_degree(const Interval& I, const Rational& eps, ErrorKind kind) {
  require_eps(eps);
  const Precision p(first_precision);
  DegreeBracket b =
      kind == ErrorKind::relative ? relative_bracket(I, eps) : absolute_bracket(I, Ball(eps, p), Ball(eps, p), p);
  refine(I, eps, kind, b);
  return b;
}

namespace {

/// The whole n with a + (b - a) n / steps nearest to each point; none where two coincide.
std::optional<std::vector<Integer>> on_steps(const Interval& I, const std::vector<Rational>& points,
                                             const Integer& steps) {
  std::vector<Integer> n;
  for (const auto& x : points) {
    const Rational t = (x - I.lower()) / (I.upper() - I.lower()) * Rational(steps);
    n.push_back(floor(t + Rational(1, 2)));
    if (n.size() > 1 && n.back() <= n[n.size() - 2]) return std::nullopt;
  }
  return n;
}

}  // namespace

Outcome<DegreeEvidence> find_degree_evidence(const Interval& I, const Rational& eps, ErrorKind kind,
                                             std::size_t at_least, std::size_t at_most) {
  require_eps(eps);
  const Undecided open{
      Undecided::Reason::bounds_do_not_separate, "no points or polynomial found that prove it", {}, {}};
  constexpr long resolvable = 12'000;  // what attest-check can tell apart within its 16384 bits
  if (bits_of(eps) > resolvable || at_most > 1999)
    return Undecided{
        Undecided::Reason::precision, "certificates hold down to an eps of 2^-12000 and up to degree 1999", {}, {}};
  DegreeTrial above = try_degree(I, at_most, eps, kind);
  if (!above.fits) return open;
  DegreeEvidence evidence{at_least, at_most, 1, {}, *std::move(above.q)};
  if (at_least == 0) return evidence;
  PointProof below = compare_points(I, guess_extremal_points(I, at_least - 1, kind), eps, kind);
  if (!below.exceeds) below = try_degree(I, at_least - 1, eps, kind).points;
  for (long bits = 8; bits <= 64; bits += 4) {
    evidence.steps = Integer(1) << static_cast<unsigned>(bits);
    auto n = on_steps(I, below.points, evidence.steps);
    if (!n) continue;
    std::vector<Rational> rounded;
    for (const auto& k : *n) rounded.push_back(I.lower() + (I.upper() - I.lower()) * Rational(k, evidence.steps));
    if (!compare_points(I, std::move(rounded), eps, kind).exceeds) continue;
    evidence.points = *std::move(n);
    return evidence;
  }
  return open;
}

Ball relative_degree_lower(const Rational& beta, const Rational& eta, Precision p) {
  if (eta.sign() <= 0 || eta >= Rational(1))
    throw std::domain_error("eta: " + to_text(eta) + "; a relative error between 0 and 1 is needed");
  const Ball slack = log(Ball((Rational(1) + eta) / (Rational(1) - eta), p), p);
  return div(sub(Ball(beta, p), slack, p), log_growth(p), p);
}

}  // namespace attest::expoly
