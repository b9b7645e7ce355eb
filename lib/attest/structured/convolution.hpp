#pragma once

#include <span>
#include <vector>

#include "attest/number/field.hpp"
#include "attest/number/integer.hpp"

namespace attest::structured {

/// The linear convolution c_k = sum_{i+j=k} a_i b_j, k = 0 .. |a| + |b| - 2; empty where a or b is.
///
/// Guarantee  exact over Z and Q; an enclosure in balls.
/// Cost       one product of integer polynomials (FLINT's fmpz_poly_mul: Kronecker substitution and Schoenhage-Strassen),
///            about O(N log N) products of words times the bits of an entry, N = |a| + |b|; over Q the bits include the
///            common denominators.  In balls Arb's arb_poly_mul, block by block of similar exponents.
/// Laws       property-tests/structured/structured.cpp
[[nodiscard]] std::vector<Integer> convolve(std::span<const Integer> a, std::span<const Integer> b,
                                            IntegerRing ring = {});
[[nodiscard]] std::vector<Rational> convolve(std::span<const Rational> a, std::span<const Rational> b,
                                             RationalField field = {});
[[nodiscard]] std::vector<Ball> convolve(std::span<const Ball> a, std::span<const Ball> b, BallField field);

}  // namespace attest::structured
