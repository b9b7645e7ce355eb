#pragma once

#include "attest/attention/polynomial_plan.hpp"

namespace attest::attention {

/// Softmax attention by the polynomial method in double, with a proven bound: polynomial error through the
/// sharp normalization constant, plus rounding by the majorant (docs/theory/rounding.md).
///
/// Returns  undecided where the proven bound exceeds eps (rounding dominates) or the plan does not fit the
///          budget's memory or seconds: the text has the numbers.
/// Cost     about 2 (n + m) r (dv + 1) operations, r = C(d+g, g); memory O(r (dv + 1)) beyond input and
///          output.
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Outcome<Answer> softmax_by_polynomial(const Problem& problem, const PolynomialPlan& plan,
                                                    const Rational& eps, const Budget& budget, unsigned threads);

/// The same in balls: the radius takes the place of the rounding bound, and the precision doubles until it
/// is small enough.  Cost about 100 times the above.
[[nodiscard]] Outcome<Answer> softmax_by_polynomial_balls(const Problem& problem, const PolynomialPlan& plan,
                                                          const Rational& eps, const Budget& budget, unsigned threads);

}  // namespace attest::attention
