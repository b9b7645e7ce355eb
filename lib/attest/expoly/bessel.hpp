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
/// Laws     property-tests/expoly/expoly.cpp
/// Source   DLMF 10.25.2, 10.29.1; proof of the tail in docs/theory/expoly.md.
struct BesselI {
  std::vector<Ball> value;  ///< value[k] encloses I_k(x), k = 0..n
  Ball tail;                ///< encloses the sum over k > n
};
[[nodiscard]] BesselI bessel_i(const Rational& x, std::size_t n, Precision p);

}  // namespace attest::expoly
