#pragma once

#include "attest/expoly/error_series.hpp"
#include "attest/number/ball.hpp"
#include "attest/polynomial/interval.hpp"

namespace attest::expoly {

/// The leading constants of Aggarwal and Alman's degrees, L = ln(1/delta): on [0, B] with B = kappa L,
///     d(e^{+-x}) = (nu_{+-}(kappa) + o(1)) L,
///     +-kappa/2 + sqrt(nu^2 + kappa^2/4) - nu asinh(2 nu / kappa) = -1,
/// and with B = omega(L), d(e^x) = (c0 + o(1)) B, c0 = sinh(s0)/2, s0 tanh(s0/2) = 1.
///
/// Enclosures of width about 2^{8-p}: the defining functions are monotone, so that bisection on certain signs
/// finds the only root.
/// Domain   kappa rational in (0, 10^6].
/// Cost     O(p) ball operations.
/// Laws     property-tests/expoly/routes.cpp
/// Source   PA-05; that these are the leading constants: docs/theory/expoly.md.
[[nodiscard]] Ball leading_s0(Precision p);
[[nodiscard]] Ball leading_c0(Precision p);
enum class Exponential { growing, decaying };  ///< e^x or e^{-x}
[[nodiscard]] Ball leading_nu(Exponential f, const Rational& kappa, Precision p);

/// Estimates of the least degree: the N at which the leading exponent of 2 I_N(h) e^m (absolute error) or of
/// 2 J_N(h) (relative) reaches eps, less 1; `refined` with the factor in front,
///     2 e^{sqrt(N^2 + h^2) - N asinh(N/h) + m} / sqrt(2 pi sqrt(N^2 + h^2))                          or
///     2 e^{sqrt(N^2 - h^2) - N acosh(N/h)} / sqrt(2 pi sqrt(N^2 - h^2)).
/// The root is enclosed; how near it is to the degree is not claimed.
/// Domain   half-width in (0, 10^6], eps in (0, 1).  0 where already N = 0 (absolute) or N = h (relative) suffices.
struct DegreeEstimate {
  Ball leading, refined;
};
[[nodiscard]] DegreeEstimate estimate_degree(const polynomial::Interval& I, const Rational& eps, ErrorKind kind,
                                             Precision p);

}  // namespace attest::expoly
