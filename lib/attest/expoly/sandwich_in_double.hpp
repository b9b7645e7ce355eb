#pragma once

#include <optional>

#include "attest/expoly/approximation.hpp"

namespace attest::expoly {

/// The polynomial of the upper side of RelativeSandwich on [-h, h], in double: of the least degree of relative error at
/// most eps, and within an eighth of the best of that degree.  Nothing where double does not decide that; balls may.
///
/// Domain     2^-10 <= h <= 8, eps > 0; nothing is found otherwise.
/// Guarantee  degree and errors are proven, every rounding counted; the coefficients are doubles.
/// Cost       O(g^2) operations, some microseconds.
/// Source     ours; docs/theory/expoly.md, *Polynomials for attention*.
/// Laws       property-tests/expoly/error.cpp
[[nodiscard]] std::optional<Approximation> sandwich_in_double(double h, const Rational& eps);

}  // namespace attest::expoly
