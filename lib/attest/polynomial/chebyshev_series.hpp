#pragma once

#include <vector>

#include "attest/number/rational.hpp"
#include "attest/polynomial/interval.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::polynomial {

/// The polynomial sum c_k T_k((x - m)/h) on I = [m - h, m + h].  At least one coefficient.
struct ChebyshevSeries {
  Interval I;
  std::vector<Rational> c;
};

/// p in the Chebyshev basis of I, exactly.  On a point (h = 0) it is the constant p(m).
/// Cost     O(g^2) additions and small multiples of integers of at most about g log2(denominators) bits.
/// Laws     property-tests/polynomial/polynomial.cpp
[[nodiscard]] ChebyshevSeries to_chebyshev(const Polynomial& p, const Interval& I);

/// The series in monomials of x, exactly.  The half-width must not be 0 unless the series is a constant.
/// Cost     O(g^2) rational operations.
[[nodiscard]] Polynomial to_monomials(const ChebyshevSeries& q);

}  // namespace attest::polynomial
