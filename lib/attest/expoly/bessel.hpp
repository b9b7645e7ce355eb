#pragma once

#include <vector>

#include "attest/number/ball.hpp"

namespace attest::expoly {

/// Encloses the modified Bessel functions I_0(x), ..., I_n(x), and the tail I_{n+1}(x) + I_{n+2}(x) + ...
///
/// Domain   x rational, 0 < x <= 10^6; 0 <= n <= 10^7; n + 2 > x (so that the tail is geometric);
///          std::domain_error otherwise.
/// Method   I_n and I_{n+1} from their power series, the rest by the recurrence
///          I_{k-1} = I_{k+1} + (2k/x) I_k downward: every term is positive, so nothing cancels.
/// Cost     O(n + bits + x) ball operations.
/// Laws     property-tests/expoly/bessel.cpp
/// Source   DLMF 10.25.2, 10.29.1; proof of the tail in docs/theory/expoly.md.
struct BesselI {
  std::vector<Ball> value;  ///< value[k] encloses I_k(x), k = 0..n
  Ball tail;                ///< encloses the sum over k > n
};
[[nodiscard]] BesselI bessel_i(const Rational& x, std::size_t n, Precision p);

/// Encloses the Bessel functions J_first(x), ..., J_n(x), all positive, and the tail J_{n+1}(x) + J_{n+2}(x) + ...
///
/// Domain   x rational, 0 < x <= 10^5; x <= first <= n <= 10^6, n >= 2x; std::domain_error otherwise.
/// Method   J_n and J_{n+1} from their alternating power series, the rest by the recurrence
///          J_{k-1} = (2k/x) J_k - J_{k+1} downward, at about 2x bits more than p.
/// Cost     O(n + bits + x) ball operations.
/// Source   DLMF 10.2.2, 10.6.1, 10.14.4; positivity for k >= x is 10.21.3; docs/theory/expoly.md.
struct BesselJ {
  std::size_t first;
  std::vector<Ball> value;  ///< value[k - first] encloses J_k(x), k = first..n
  Ball tail;                ///< encloses the sum over k > n
};
[[nodiscard]] BesselJ bessel_j(const Rational& x, std::size_t first, std::size_t n, Precision p);

}  // namespace attest::expoly
