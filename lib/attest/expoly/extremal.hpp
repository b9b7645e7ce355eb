#pragma once

#include <vector>

#include "attest/expoly/error_series.hpp"
#include "attest/number/ball.hpp"
#include "attest/polynomial/interval.hpp"

namespace attest::expoly {

/// Guesses g+2 ascending points of I, the ends among them, where the error of the best polynomial of
/// degree g alternates, by Caratheodory-Fejer approximation in double: the dominant eigenvector u of the
/// Hankel matrix of Bessel values (I_k for absolute, J_k for relative error), N = g+1, gives the phase
///     psi(theta) = N theta + 2 arg u(e^{i theta})  (- h sin theta for relative error),
/// and the points are m + h cos(theta_j) with psi(theta_j) = j pi.  No iteration, no failure: where the
/// phase is not increasing (N well below h) it falls back to the extrema of T_N.
///
/// Untrusted: any distinct points prove a lower bound; good ones prove the best.
/// Domain   half-width of I in (0, 5000], g <= 5000; std::domain_error otherwise.
/// Cost     O(40 g log) floating-point operations.
/// Source   ours; docs/theory/expoly.md.
[[nodiscard]] std::vector<Rational> guess_extremal_points(const polynomial::Interval& I, std::size_t g, ErrorKind kind);

/// What g+2 points prove: with w_i = prod_{j != i} 1/(x_i - x_j),
///     E_g >= |sum w_i e^{x_i}| / sum |w_i| omega(x_i),  omega = 1 (absolute) or e^x (relative),
/// on every interval that holds the points (de la Vallee-Poussin in dual form).
///
/// Also the levelled values y_i = e^{x_i} - sgn(w_i) L omega(x_i), L the bound: the polynomial of degree g
/// through them has its error level at the points.
/// Domain   at least 2 distinct ascending points; std::domain_error otherwise.
/// Cost     O(g^2) ball operations.
struct PointBound {
  Ball lower;                 ///< may be imprecise, down to containing 0, when p is too small
  std::vector<Ball> weights;  ///< w_i, up to one common positive factor
  std::vector<Ball> values;   ///< y_i
};
[[nodiscard]] PointBound bound_from_points(const std::vector<Rational>& points, ErrorKind kind, Precision p);

/// What these points prove, to a precision at which it is told apart from eps (or, where it cannot be, to 2^16
/// bits).
struct PointProof {
  std::vector<Rational> points;
  PointBound bound;
  bool exceeds;  ///< the bound is certainly above eps: no polynomial of degree points - 2 is within eps
};
[[nodiscard]] PointProof compare_points(const polynomial::Interval& I, std::vector<Rational> points,
                                        const Rational& eps, ErrorKind kind);

/// About log2(1/eps) for eps > 0, at least 0.
[[nodiscard]] long bits_of(const Rational& eps);
/// At least log2(e^x), and 0 where x is negative.
[[nodiscard]] long bits_of_exp(const Rational& x);

}  // namespace attest::expoly
