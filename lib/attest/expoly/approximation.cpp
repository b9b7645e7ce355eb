#include "attest/expoly/approximation.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/extremal.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/sandwich_in_double.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

/// The polynomial of the sandwich in J, where the sandwich decides the least degree and this polynomial is within an
/// eighth of the best there is; nothing where it does not.
std::optional<Approximation> by_sandwich(const polynomial::Interval& I, const Rational& eps) {
  const long growth = bits_of_exp(I.half_width()) + bits_of_exp(abs(I.midpoint()));
  const Precision p(96 + bits_of(eps) + 3 * growth);
  const RelativeSandwich s(I, eps, p);
  const Ball target(eps, p);
  std::size_t g = s.first();
  while (g < s.last() && !certainly(less_equal(s.upper(g), target))) ++g;
  if (g > 0 && (g == s.first() || !certainly(less(target, s.lower(g - 1))))) return std::nullopt;
  const Ball bound = s.upper(g);
  if (!certainly(less_equal(mul(Ball(8), bound, p), mul(Ball(9), s.lower(g), p)))) return std::nullopt;

  // |T_k| <= 1: the roundings add up, in relative error times at most e^{-x}.
  const long bits = bits_of(eps) + 24 + bits_of_exp(-I.lower());
  polynomial::ChebyshevSeries q{I, {}};
  Ball rounded;
  for (const Ball& c : s.coefficients(g)) {
    q.c.push_back(round_to_bits(c.midpoint(), bits));
    rounded = add(rounded, abs(sub(c, Ball(q.c.back(), p), p)), p);
  }
  const Rational relative = add(bound, mul(rounded, exp(Ball(-I.lower(), p), p), p), p).upper();
  if (relative > eps) return std::nullopt;
  return Approximation{to_monomials(q), mul(Ball(relative, p), exp(Ball(I.upper(), p), p), p).upper(), relative};
}

}  // namespace

Approximation least_degree_approximation(const polynomial::Interval& I, const Rational& eps) {
  const Rational most(500), half = I.half_width(), middle = I.midpoint();
  if (half.sign() <= 0 || half > most || abs(middle) > most)
    throw std::domain_error("interval: half-width above 0 and at most 500, |midpoint| at most 500 are needed");
  if (eps.sign() <= 0 || eps >= Rational(1))
    throw std::domain_error("eps: " + to_text(eps) + "; a relative error between 0 and 1 is needed");
  if (const double h = half.nearest_double(); middle.sign() == 0 && Rational::exact(h) == half)
    if (auto found = sandwich_in_double(h, eps)) return *std::move(found);
  if (auto found = by_sandwich(I, eps)) return *std::move(found);
  const auto bracket = bracket_degree(I, eps, ErrorKind::relative);
  if (bracket.upper.route == "levelled" || bracket.upper.route == "sandwich") {
    const auto found = try_degree(I, bracket.upper.degree, eps, ErrorKind::relative);
    if (found.fits) {
      const Precision p(128);
      return {to_monomials(*found.q), mul(Ball(found.error->upper, p), exp(Ball(I.upper(), p), p), p).upper(),
              found.error->upper};
    }
  }
  return chebyshev_for_relative_error(I, eps);
}

}  // namespace attest::expoly
