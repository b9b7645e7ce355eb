#pragma once

#include <optional>
#include <string>
#include <vector>

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
/// Closed    absolute error: the Bessel sandwich on both sides (above `chebyshev`, below `sandwich`).  Relative
/// forms     error: the sandwich in J (`sandwich`); above also Taylor (exp-taylor-relative) and the papers' route,
///           absolute error eps e^a on [a, b]; below also exp-relative-degree-lower (`growth`).
/// Refined   where these leave more than one degree and the half-width is at most 500, the degree at most
///           2000: below by g+2 points (`points`), above by the levelled polynomial through them
///           (`levelled`), exchanging where Caratheodory-Fejer points do not decide.
/// Cost      closed forms O(d) ball operations; refined O(d^2) at about log2(1/eps) + 4 h bits.
/// Laws      property-tests/expoly/degree.cpp
[[nodiscard]] DegreeBracket bracket_degree(const polynomial::Interval& I, const Rational& eps, ErrorKind kind);

/// What a stranger needs to check a bracket in rationals: points of I that fail the degree at_least - 1, as
/// a + (b - a) n / steps with whole n, and a polynomial of degree at_most within eps.
struct DegreeEvidence {
  std::size_t at_least, at_most;
  Integer steps;
  std::vector<Integer> points;  ///< ascending, at_least + 1 of them; none when at_least is 0
  polynomial::ChebyshevSeries q;
};
/// Evidence for these bounds, by points on the coarsest grid of 2^k steps that still proves, and the levelled
/// polynomial; undecided where one of them cannot be had.
/// Domain    half-width of I in (0, 500]; undecided for at_most > 1999 and eps < 2^-12000, beyond the checker.
/// Cost      as bracket_degree, refined.
[[nodiscard]] Outcome<DegreeEvidence> find_degree_evidence(const polynomial::Interval& I, const Rational& eps,
                                                           ErrorKind kind, std::size_t at_least, std::size_t at_most);

/// PA-11: a polynomial within relative error eta < 1 of exp on an interval of half-width beta has degree
/// at least (beta - ln((1+eta)/(1-eta))) / ln(3 + 2 sqrt 2).
[[nodiscard]] Ball relative_degree_lower(const Rational& beta, const Rational& eta, Precision p);

}  // namespace attest::expoly
