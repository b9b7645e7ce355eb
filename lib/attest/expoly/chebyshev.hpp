#pragma once

#include "attest/expoly/approximation.hpp"
#include "attest/polynomial/interval.hpp"

namespace attest::expoly {

/// The Chebyshev series of exp on I, cut after degree g, its coefficients 2 e^m I_k(h) rounded to
/// multiples of 2^-bits; errors include that rounding.
///
/// Domain   g <= 2000, half-width <= 1000, |midpoint| <= 1000, bits in 8 .. 100000.
/// Guarantee absolute_error = e^m 2 sum_{k>g} I_k(h) + rounding;  relative_error = absolute_error e^{-a}.
/// Cost     O(g^2) rational operations (change of basis).
/// Laws     property-tests/expoly/error.cpp
[[nodiscard]] Approximation chebyshev_truncation(const polynomial::Interval& I, std::size_t g, long bits);

/// The least-degree truncation whose relative error on I is certified to be at most eps (0 < eps < 1),
/// with the coefficients carrying as many bits as eps and the interval ask for.
[[nodiscard]] Approximation chebyshev_for_relative_error(const polynomial::Interval& I, const Rational& eps);

}  // namespace attest::expoly
