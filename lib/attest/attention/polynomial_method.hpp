#pragma once

#include "attest/attention/polynomial_plan.hpp"

namespace attest::attention {

/// Softmax attention by the polynomial method in double, with a proven bound: polynomial error through the
/// sharp normalization constant, plus rounding by the majorant (docs/theory/rounding.md).  Under a mask the keys near
/// the ends of what a query sees get exact weights in place of the polynomial's (kernel/ranged_sums.hpp).
///
/// Returns  undecided where the proven bound exceeds eps (rounding dominates), the plan does not fit the
///          budget's memory or seconds, or the problem has a bias: the text has the numbers.
/// Cost     about 2 (n + m) r (dv + 1) operations, r = C(d+g, g); memory O(r (dv + 1)) beyond input and
///          output; under a mask some dozens of exponentials a query more, and memory kernel::ranged_bytes.
/// Laws     property-tests/attention/{attention,masks}.cpp
[[nodiscard]] Outcome<Answer> softmax_by_polynomial(const Problem& problem, const PolynomialPlan& plan,
                                                    const Rational& eps, const Budget& budget, unsigned threads);

/// The same in balls: the radius takes the place of the rounding bound, and the precision doubles until it
/// is small enough.  Cost about 100 times the above.
[[nodiscard]] Outcome<Answer> softmax_by_polynomial_balls(const Problem& problem, const PolynomialPlan& plan,
                                                          const Rational& eps, const Budget& budget, unsigned threads);

}  // namespace attest::attention
