#pragma once

#include "attest/number/ball.hpp"
#include "attest/number/matrix.hpp"

namespace attest::attention {

/// How a relative error of the weights passes through the division by their sum.
///
/// If A > 0 and |A~ - A| <= eps A entrywise, 0 <= eps < 1, and the values lie in an interval of length
/// 2 spread, then every output of D~^{-1} A~ V is within spread * normalization_constant(eps) of that of
/// D^{-1} A V, and no smaller constant will do:
///     normalization_constant(eps) = 2 (1 - sqrt(1 - eps^2)) / eps = eps (1 + eps^2/4 + ...);
/// the papers' constant is 2 eps (claims softmax-normalization and softmax-normalization-sharp).
///
/// Throws   std::domain_error unless 0 <= eps < 1.
/// Source   ours; proof in docs/theory/normalization.md.
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Ball normalization_constant(const Rational& eps, Precision p);

/// One row of exact weights A, their perturbation A~ and values V.
struct NormalizationInstance {
  RationalMatrix a, perturbed;  ///< 1 x n
  RationalMatrix v;             ///< n x 1
};

/// The output D^{-1} A V of one row, exactly.  Throws std::domain_error where the weights sum to 0.
[[nodiscard]] Rational normalized(const RationalMatrix& a, const RationalMatrix& v);

/// The instance that attains the constant with spread 1, for eps with rational sqrt(1 - eps^2) such as
/// 3/5; std::domain_error otherwise.
[[nodiscard]] NormalizationInstance extremal_instance(const Rational& eps);

}  // namespace attest::attention
