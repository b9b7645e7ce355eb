#pragma once

#include "attest/polynomial/interval.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// A rational polynomial with a certified bound of its error.
struct Approximation {
  polynomial::Polynomial p;
  Rational absolute_error;  ///< sup over I of |p - exp| is at most this
  Rational relative_error;  ///< sup over I of |p - exp| / exp is at most this
};

/// A polynomial of the least degree that can be certified to have relative error at most eps on I: the one of the
/// sandwich in J, in double or in balls, where that decides the degree and comes within an eighth of the best; otherwise
/// levelled, or the Chebyshev truncation where its bound shows the degree.
///
/// Domain   0 < eps < 1, half-width of I in (0, 500], |midpoint| <= 500; std::domain_error otherwise.
/// Cost     O(g^2) operations by the sandwich, else that of bracket_degree; O(g^2) rational operations for the
///          change to monomials.
/// Laws     property-tests/expoly/error.cpp
[[nodiscard]] Approximation least_degree_approximation(const polynomial::Interval& I, const Rational& eps);

}  // namespace attest::expoly
