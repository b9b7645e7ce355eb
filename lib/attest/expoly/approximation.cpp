#include "attest/expoly/approximation.hpp"

#include <stdexcept>

#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {

Approximation least_degree_approximation(const polynomial::Interval& I, const Rational& eps) {
  const Rational most(500);
  if (I.half_width().sign() <= 0 || I.half_width() > most || abs(I.midpoint()) > most)
    throw std::domain_error("interval: half-width above 0 and at most 500, |midpoint| at most 500 are needed");
  if (eps.sign() <= 0 || eps >= Rational(1))
    throw std::domain_error("eps: " + to_text(eps) + "; a relative error between 0 and 1 is needed");
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
