#pragma once

#include "attest/attention/toeplitz_method.hpp"

namespace attest::attention {

/// The method of Toeplitz terms in double.  `answer` comes with its polynomial and normalization errors.
///
/// Guarantee  the rounding error is bounded (docs/theory/rounding.md, Toeplitz terms): by the majorant, and for the
///            transforms by the 2-norms that were met.
/// Returns    undecided where the proven bound exceeds eps or numbers leave the range of double, and where the memory
///            exceeds the budget: the text has the numbers.
/// Cost       that of toeplitz_double_sums.
/// Laws       property-tests/attention/rope.cpp
[[nodiscard]] Outcome<Answer> toeplitz_in_double(Answer answer, const Problem& problem, const ToeplitzPlan& plan,
                                                 const Rational& eps, const Budget& budget, unsigned threads);

}  // namespace attest::attention
