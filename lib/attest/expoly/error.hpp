#pragma once

#include <vector>

#include "attest/expoly/error_series.hpp"
#include "attest/number/outcome.hpp"
#include "attest/polynomial/chebyshev_series.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// lower <= E <= upper, exact rationals.
struct Enclosure {
  Rational lower, upper;
};

/// Encloses E = sup over I of the error of p, and says where it is at least `lower`.
struct CertifiedError : Enclosure {
  Rational at;  ///< a point of I, within 2^-50 (b - a) of one where the error is at least `lower`
};

/// Domain   p in Q[x] of degree at most 5000; I of half-width at most 5000 around a midpoint of at most 10^4;
///          relative_width in [2^-200, 1].  std::domain_error names the argument.
/// Returns  upper <= (1 + relative_width) lower, or undecided with the best bounds and what ran out.
/// Method   the error is a cosine series (error_series), all of whose cancellation is in its coefficients: from
///          there on short balls do.  Taylor polynomials on 4 cells a period, with one remainder for all;
///          best-first bisection on them, and where one is certainly concave its tangent near the maximum, so that
///          a narrow width costs little.  Proofs in docs/theory/expoly.md.
/// Cost     O(g^2) integer operations for the change of basis, O(g D) ball operations at the working precision,
///          about 25 D^2 short ones; D about g + 2 h + bits.
/// Laws     property-tests/expoly/error.cpp
[[nodiscard]] Outcome<CertifiedError> certify_error(const polynomial::Polynomial& p, const polynomial::Interval& I,
                                                    ErrorKind kind, const Rational& relative_width,
                                                    const Budget& budget);
[[nodiscard]] Outcome<CertifiedError> certify_error(const polynomial::ChebyshevSeries& q, ErrorKind kind,
                                                    const Rational& relative_width, const Budget& budget);

/// The local extrema of a cosine series on [0, pi], both ends among them, by its values in double, up to a
/// common factor: untrusted.
/// Cost     O(D) operations for each of 8 D angles.
struct Extremum {
  double theta, value;
};
[[nodiscard]] std::vector<Extremum> guess_extrema(const ErrorSeries& e);

}  // namespace attest::expoly
