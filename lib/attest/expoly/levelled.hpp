#pragma once

#include <optional>
#include <vector>

#include "attest/expoly/error.hpp"
#include "attest/expoly/extremal.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/outcome.hpp"
#include "attest/polynomial/chebyshev_series.hpp"

namespace attest::expoly {

/// Guesses the polynomial of degree g = points - 2 through the levelled values at the points, its Chebyshev
/// coefficients rounded to multiples of 2^-bits.  Untrusted: how good it is, `certify_error` proves.
/// Cost     O(g^2) ball operations.
[[nodiscard]] polynomial::ChebyshevSeries guess_levelled(const polynomial::Interval& I,
                                                         const std::vector<Rational>& points, const PointBound& bound,
                                                         long bits, Precision p);

/// Is there a polynomial of degree at most g within eps of exp on I?  The levelled polynomial through extremal
/// points, and those points, answer; where they leave it open, Remez's exchange moves the points to where the
/// error of the polynomial is largest, and they are asked again.
///
/// Domain   as guess_extremal_points; eps > 0.
/// Returns  `fits` with a polynomial whose certified error is at most eps; or `fails` with points whose bound
///          exceeds eps; or, after most_exchanges, neither: the bounds stand on both sides of eps.
/// Cost     O(g^2) ball operations at about log2(1/eps) + 4 h bits, and as much for each exchange.
struct DegreeTrial {
  PointProof points;
  std::optional<polynomial::ChebyshevSeries> q;  ///< none where the points fail the degree
  std::optional<CertifiedError> error;           ///< of q
  std::size_t exchanges = 0;
  bool fits = false;
  [[nodiscard]] bool fails() const { return points.exceeds; }
};
[[nodiscard]] DegreeTrial try_degree(const polynomial::Interval& I, std::size_t g, const Rational& eps, ErrorKind kind,
                                     std::size_t most_exchanges = 12);

/// One exchange: the points of I where the error of q, near the best of degree points - 2, alternates and is
/// largest.  Nothing where there are too few sign changes.  Untrusted.
[[nodiscard]] std::optional<std::vector<Rational>> guess_exchanged_points(const polynomial::ChebyshevSeries& q,
                                                                          ErrorKind kind);

/// Encloses the least error of degree g itself, E_g(I) or R_g(I): below by points, above by the levelled polynomial
/// through them, exchanging until the two are within relative_width of each other.
/// Domain   as guess_extremal_points; relative_width in [2^-100, 1].
/// Returns  undecided, with the bounds, where 12 exchanges do not bring them together.
/// Cost     O(g^2) ball operations an exchange.
[[nodiscard]] Outcome<Enclosure> enclose_best_error(const polynomial::Interval& I, std::size_t g, ErrorKind kind,
                                                    const Rational& relative_width);

}  // namespace attest::expoly
