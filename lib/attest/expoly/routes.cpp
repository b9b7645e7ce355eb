#include "attest/expoly/routes.hpp"

#include <algorithm>
#include <vector>

#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::Interval;

constexpr long bits = 128;

/// The absolute accuracy the routes through absolute error need: eps, or eps e^a for relative error.
Ball absolute_target(const Interval& I, const Rational& eps, ErrorKind kind, Precision p) {
  const Ball target(eps, p);
  return kind == ErrorKind::absolute ? target : mul(target, exp(Ball(I.lower(), p), p), p);
}

std::optional<std::size_t> chebyshev_degree(const Interval& I, const Ball& target, Precision p) {
  const BesselSandwich s(I, target.lower(), p);
  for (std::size_t g = 0; g < s.degrees(); ++g)
    if (certainly(less_equal(s.upper(g), target))) return g;
  return std::nullopt;
}

/// Lagrange's remainder around the midpoint: e^b h^{g+1}/(g+1)!.
std::size_t taylor_absolute_degree(const Interval& I, const Ball& target, Precision p) {
  const Ball h(I.half_width(), p);
  Ball bound = mul(exp(Ball(I.upper(), p), p), h, p);
  std::size_t g = 0;
  for (; !certainly(less_equal(bound, target)); ++g) bound = div(mul(bound, h, p), Ball(g + 2), p);
  return g;
}

/// The Chebyshev coefficients of e^m sum_{k<=n} (h t)^k / k!: those of exp, 2 e^m I_k(h), cut: all positive.
std::vector<Ball> economised_coefficients(const Interval& I, std::size_t n, Precision p) {
  std::vector<Ball> a{exp(Ball(I.midpoint(), p), p)};  // (h/2)^j / j!, the first with e^m
  const Ball half(I.half_width() / Rational(2), p);
  for (std::size_t j = 1; j <= n; ++j) a.push_back(div(mul(a.back(), half, p), Ball(j), p));
  std::vector<Ball> c;
  for (std::size_t k = 0; k <= n; ++k) {
    Ball sum;
    for (std::size_t m = 0; 2 * m + k <= n; ++m) sum = add(sum, mul(a[m], a[m + k], p), p);
    c.push_back(div(mul(Ball(k == 0 ? 1 : 2), sum, p), a[0], p));
  }
  return c;
}

/// The least degree over Taylor polynomials of the degree that suffices and a few more.
std::size_t economised_degree(const Interval& I, std::size_t taylor, const Ball& target, Precision p) {
  std::size_t best = taylor;
  for (std::size_t n = taylor; n <= taylor + 8; n += 2) {
    Ball factorial;
    arb_fac_ui(factorial.raw(), n + 1, p.bits());
    Ball error = mul(exp(Ball(I.upper(), p), p), div(pow(Ball(I.half_width(), p), n + 1, p), factorial, p), p);
    const auto c = economised_coefficients(I, n, p);
    std::size_t g = n;
    while (g > 0) {
      const Ball dropped = add(error, c[g], p);
      if (!certainly(less_equal(dropped, target))) break;
      error = dropped;
      --g;
    }
    best = std::min(best, g);
  }
  return best;
}

/// max{L / ln(L/B), B}; nothing where L <= B, where it means nothing.
std::optional<Ball> formula(const Rational& B, const Rational& eps, Precision p) {
  const Ball L = neg(log(Ball(eps, p), p)), length(B, p);
  if (B.sign() <= 0 || !certainly(less(length, L))) return std::nullopt;
  return max(div(L, log(div(L, length, p), p), p), length, p);
}

}  // namespace

DegreeRoutes degree_routes(const Interval& I, const Rational& eps, ErrorKind kind) {
  const Precision p(bits);
  const Ball target = absolute_target(I, eps, kind, p);
  DegreeRoutes r;
  r.chebyshev = chebyshev_degree(I, target, p);
  if (kind == ErrorKind::relative) r.paper = r.chebyshev;
  if (I.half_width() <= Rational(5'000)) {
    r.taylor = kind == ErrorKind::relative ? taylor_relative_degree(I, eps) : taylor_absolute_degree(I, target, p);
    if (*r.taylor <= 4000) r.economised = economised_degree(I, taylor_absolute_degree(I, target, p), target, p);
  }
  if (eps < Rational(1)) {
    r.formula = formula(I.upper() - I.lower(), eps, p);
    if (I.half_width().sign() > 0) r.estimate = estimate_degree(I, eps, kind, Precision(96));
  }
  return r;
}

Stability stability(const polynomial::Polynomial& p, const Interval& I, Precision precision) {
  Stability s;
  for (const auto& c : p.coefficients()) {
    if (c.sign() == 0) continue;
    s.numerator_bits = std::max<std::size_t>(s.numerator_bits, c.numerator().bits());
    s.denominator_bits = std::max<std::size_t>(s.denominator_bits, c.denominator().bits());
  }
  const auto sizes = majorant(p);
  for (const Rational& x : {I.lower(), I.upper()}) {
    const Ball at(x, precision);
    s.cancellation = max(s.cancellation, div(sizes(abs(at), precision), abs(p(at, precision)), precision), precision);
  }
  return s;
}

}  // namespace attest::expoly
