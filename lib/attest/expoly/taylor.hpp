#pragma once

#include "attest/number/ball.hpp"
#include "attest/polynomial/interval.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// The Taylor polynomial sum_{k<=g} x^k/k! of exp at 0.  0 <= g <= 10000, std::domain_error otherwise.
/// Cost O(g) rational operations.
[[nodiscard]] polynomial::Polynomial taylor(std::size_t g);

/// An upper bound of the relative error of taylor(g) on [-beta, beta]:
///     |P_g(x) - e^x| <= e^beta beta^{g+1}/(g+1)! * e^x.
/// Domain   beta >= 0; the ball encloses the right-hand constant.
/// Source   claim exp-taylor-relative; proof in docs/theory/expoly.md.
[[nodiscard]] Ball taylor_relative_bound(const Rational& beta, std::size_t g, Precision p);

/// The least g for which the bound above, with beta = half the width of I, is certainly at most eps:
/// Taylor around the midpoint of I.  eps > 0, width of I at most 10^4.
[[nodiscard]] std::size_t taylor_relative_degree(const polynomial::Interval& I, const Rational& eps);

}  // namespace attest::expoly
