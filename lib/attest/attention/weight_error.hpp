#pragma once

#include "attest/number/rational.hpp"

namespace attest::attention {

/// How much of an error the weights of an output may have.

/// The part of eps that polynomial and normalization may take; rounding has the rest.
[[nodiscard]] Rational share(const Rational& eps);
/// A relative error of the weights, at most 1/2, that keeps the output within share(eps): with x = share(eps) / spread,
/// spread * normalization_constant(e) <= spread e (1 + e^2) <= share(eps) for e = x / (1 + x^2).
/// Cost     O(1); throws nothing for eps > 0, spread >= 0.
[[nodiscard]] Rational weight_error_for(const Rational& eps, const Rational& spread);
/// A relative error of the weights and a perturbation eta of the scores together: (1 + relative) e^eta - 1, upward.
[[nodiscard]] Rational total_weight_error(const Rational& relative, double perturbation);

}  // namespace attest::attention
