#pragma once

#include <optional>
#include <string>

#include "attest/expoly/error.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/outcome.hpp"
#include "attest/polynomial/interval.hpp"

namespace attest::expoly {

/// A degree that certainly suffices (fails), the bound that shows it, and where the bound comes from.
struct DegreeBound {
  std::size_t degree = 0;
  Ball bound;
  std::string route;
};

/// What is known of d = the least degree g with E_g(I) <= eps, in absolute or relative error.
struct DegreeBracket {
  DegreeBound upper;                 ///< E at upper.degree is at most upper.bound <= eps
  std::optional<DegreeBound> lower;  ///< E at lower->degree is at least lower->bound > eps; none when d may be 0

  /// The least degree the lower bound leaves open.
  [[nodiscard]] std::size_t at_least() const { return lower ? lower->degree + 1 : 0; }
  [[nodiscard]] bool decided() const { return at_least() == upper.degree; }
};

/// Domain    eps > 0, half-width and |midpoint| of I at most 10^6; std::domain_error otherwise.
/// Guarantee at_least() <= d <= upper.degree, each side by a certified bound.
/// Closed    absolute error: the Bessel sandwich on both sides.  Relative error: above Taylor
/// forms     (exp-taylor-relative) and the papers' route, absolute error eps e^a on [a, b]; below
///           exp-relative-degree-lower and the sandwich at eps e^b.
/// Refined   where these leave more than one degree and the half-width is at most 500, the degree at most
///           2000: below by g+2 points (`points`), above by the levelled polynomial through them
///           (`levelled`); both nearly optimal, so that all but a hair's breadth of cases is decided.
/// Cost      closed forms O(d) ball operations; refined O(d^2 log d) at log2(1/eps) + 6 h + d bits.
/// Laws      property-tests/expoly/expoly.cpp
[[nodiscard]] DegreeBracket bracket_degree(const polynomial::Interval& I, const Rational& eps, ErrorKind kind);

/// The competing routes for the same task: each the least degree its own bound certifies.
struct DegreeRoutes {
  std::optional<std::size_t> taylor;     ///< Taylor around the midpoint
  std::optional<std::size_t> chebyshev;  ///< Chebyshev truncation
  std::optional<std::size_t> paper;      ///< the papers: relative error through absolute error (relative only)
};
[[nodiscard]] DegreeRoutes degree_routes(const polynomial::Interval& I, const Rational& eps, ErrorKind kind);

/// PA-11: a polynomial within relative error eta < 1 of exp on an interval of half-width beta has degree
/// at least (beta - ln((1+eta)/(1-eta))) / ln(3 + 2 sqrt 2).
[[nodiscard]] Ball relative_degree_lower(const Rational& beta, const Rational& eta, Precision p);

}  // namespace attest::expoly
