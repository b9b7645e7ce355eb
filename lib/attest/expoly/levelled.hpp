#pragma once

#include <optional>
#include <vector>

#include "attest/expoly/error.hpp"
#include "attest/expoly/extremal.hpp"
#include "attest/number/ball.hpp"
#include "attest/polynomial/interval.hpp"

namespace attest::expoly {

/// A polynomial sum c_k T_k((x - m)/h) on I, with rational coefficients.
struct ChebyshevSeries {
  polynomial::Interval I;
  std::vector<Rational> c;
};

/// Guesses the polynomial of degree g = points - 2 through the levelled values at the points, its Chebyshev
/// coefficients rounded to multiples of 2^-bits.  Untrusted: what it is good for, `sup_error_upper` proves.
/// Cost     O(g^2) ball operations.
[[nodiscard]] ChebyshevSeries guess_levelled(const polynomial::Interval& I, const std::vector<Rational>& points,
                                             const PointBound& bound, long bits, Precision p);

/// An upper bound of the sup over I of the error of q, at most `slack` (> 1) times the true one where the
/// precision allows.
///
/// Method   the error function is a Chebyshev series: c_k - 2 e^m I_k(h) for absolute error, the product
///          with the series of e^{-x}, less 1, for relative error; cut where the certified tail is below
///          2^-20 of `scale`.  A cosine polynomial of degree D is largest at most 1/cos(pi D / 2M) times
///          what it is on the grid i pi / M (M. Riesz; proof in docs/theory/expoly.md).
/// Domain   half-width of I in (0, 5000], slack > 1, scale > 0.
/// Cost     O(g D + D M) ball operations, M about 1.1 D / sqrt(slack - 1).
/// Laws     property-tests/expoly/expoly.cpp
[[nodiscard]] Ball sup_error_upper(const ChebyshevSeries& q, ErrorKind kind, const Rational& scale,
                                   const Rational& slack, Precision p);

/// A polynomial of degree at most g whose error on I is certified to be at most eps, the levelled one through
/// good points; nothing where its bound is above eps.
/// Domain   as guess_extremal_points; eps > 0.
/// Cost     O(g^2) ball operations at about log2(1/eps) + 6 h + g bits.
struct Levelled {
  ChebyshevSeries q;
  Ball error;
};
[[nodiscard]] std::optional<Levelled> find_levelled(const polynomial::Interval& I, std::size_t g, const Rational& eps,
                                                    ErrorKind kind);

}  // namespace attest::expoly
