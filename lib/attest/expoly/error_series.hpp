#pragma once

#include <vector>

#include "attest/number/ball.hpp"
#include "attest/polynomial/chebyshev_series.hpp"

namespace attest::expoly {

/// How far p is from exp at x: |p(x) - e^x|, or |p(x) - e^x| / e^x.
enum class ErrorKind { absolute, relative };
[[nodiscard]] constexpr const char* to_text(ErrorKind kind) {
  return kind == ErrorKind::absolute ? "absolute" : "relative";
}

/// The signed error of a polynomial as a cosine series: at x = m + h cos(theta) it is
///     sum_{k<=D} f_k cos(k theta) + rest,  |rest| <= tail.
struct ErrorSeries {
  std::vector<Ball> f;
  Ball tail;  ///< non-negative
};

/// The series of q(x) - e^x, or of q(x) e^{-x} - 1, cut where what is left is below 2^-tail_bits of its largest
/// coefficient.
///
/// Domain   half-width of I in (0, 5000], |midpoint| <= 10^4, degree at most 5000; std::domain_error otherwise.
/// Method   absolute: c_k - 2 e^m I_k(h).  Relative: in Laurent form the product of q with the series of e^{-x},
///          a convolution, less 1.  Bessel values carry their own certified tail.
/// Cost     absolute O(D), relative O(g D) ball operations.
/// Laws     property-tests/expoly/error.cpp
[[nodiscard]] ErrorSeries error_series(const polynomial::ChebyshevSeries& q, ErrorKind kind, long tail_bits,
                                       Precision p);

/// A precision at which the noise of the coefficients is about 2^-bits of the error, found from two of them.
/// At most `last`, whatever it takes; where that is too little the series shows it in its radii.
[[nodiscard]] Precision guess_precision(const polynomial::ChebyshevSeries& q, ErrorKind kind, long bits,
                                        Precision last);

}  // namespace attest::expoly
