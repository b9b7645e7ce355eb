#include "attest/expoly/degree.hpp"

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

DegreeBracket relative_bracket(const Interval& I, const Rational& eps) {
  const Precision p(first_precision);
  DegreeBracket b = absolute_bracket(I, scaled(eps, I.lower(), p), scaled(eps, I.upper(), p), p);
  const Ball to_relative = exp(Ball(-I.lower(), p), p);
  b.upper.bound = mul(b.upper.bound, to_relative, p);
  b.upper.route = "paper";
  if (b.lower) b.lower->bound = mul(b.lower->bound, exp(Ball(-I.upper(), p), p), p);

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
  return b;
}

/// Narrows the bracket: below by points (bisection on what they prove), above by levelled polynomials.
void refine(const Interval& I, const Rational& eps, ErrorKind kind, DegreeBracket& b) {
  constexpr std::size_t largest_degree = 2000;
  if (b.decided() || I.half_width() > Rational(500) || b.upper.degree > largest_degree) return;
  std::size_t low = b.at_least(), high = b.upper.degree;
  while (low < high) {
    const std::size_t mid = low + (high - low) / 2;
    auto at = compare_points(I, mid, eps, kind);
    if (at.exceeds) {
      b.lower = {mid, at.bound.lower, "points"};
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  for (std::size_t g = low; g < b.upper.degree; ++g) {
    if (auto found = find_levelled(I, g, eps, kind)) {
      b.upper = {g, std::move(found->error), "levelled"};
      return;
    }
    if (g == low + 1) return;  // points and polynomial are apart: both bounds stand, undecided
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

DegreeRoutes degree_routes(const Interval& I, const Rational& eps, ErrorKind kind) {
  require_eps(eps);
  const Precision p(first_precision);
  DegreeRoutes r;
  if (kind == ErrorKind::relative) {
    const auto b = absolute_bracket(I, scaled(eps, I.lower(), p), scaled(eps, I.upper(), p), p);
    r.chebyshev = r.paper = b.upper.degree;
    if (I.half_width() <= Rational(5'000)) r.taylor = taylor_relative_degree(I, eps);
    return r;
  }
  r.chebyshev = absolute_bracket(I, Ball(eps, p), Ball(eps, p), p).upper.degree;
  // Lagrange's remainder around the midpoint m: at most e^b h^{g+1}/(g+1)! with b the upper end.
  Ball bound = mul(exp(Ball(I.upper(), p), p), Ball(I.half_width(), p), p);
  std::size_t g = 0;
  for (; !certainly(less_equal(bound, Ball(eps, p))); ++g)
    bound = div(mul(bound, Ball(I.half_width(), p), p), Ball(g + 2), p);
  r.taylor = g;
  return r;
}

Ball relative_degree_lower(const Rational& beta, const Rational& eta, Precision p) {
  if (eta.sign() <= 0 || eta >= Rational(1))
    throw std::domain_error("eta: " + to_text(eta) + "; a relative error between 0 and 1 is needed");
  const Ball slack = log(Ball((Rational(1) + eta) / (Rational(1) - eta), p), p);
  return div(sub(Ball(beta, p), slack, p), log_growth(p), p);
}

}  // namespace attest::expoly
