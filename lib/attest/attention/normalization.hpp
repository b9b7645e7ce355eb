#pragma once

#include <cstddef>
#include <vector>

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

/// The products of values that attention of order k averages.
struct ValueRange {
  Rational low, high;
  [[nodiscard]] Rational half_spread() const { return (high - low) / Rational(2); }
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};
/// The least interval that holds the products of one value from each range; both ends are attained, at ends.  With k-1
/// ranges [-B, B] its half_spread, the factor of normalization_constant, is B^{k-1}.
///
/// Throws   std::invalid_argument where a range has low > high.
/// Laws     property-tests/attention/normalization.cpp
[[nodiscard]] ValueRange product_range(const std::vector<ValueRange>& ranges);

/// Attention of order k whose error after normalization is exactly bound^{k-1} normalization_constant(eps): V1 =
/// (bound, -bound), V2 = ... = V_{k-1} = (bound, bound), weights over 2^{k-1} tuples, j_1 the slowest index.
struct TensorNormalizationInstance {
  std::vector<RationalMatrix> values;  ///< V1, ..., V_{k-1}: 2 x 1 each
  NormalizationInstance row;           ///< row.v = V1 (/) ... (/) V_{k-1}
};
/// Domain   2 <= order <= 16, bound > 0, eps as above; std::domain_error otherwise.
[[nodiscard]] TensorNormalizationInstance extremal_instance(const Rational& eps, std::size_t order,
                                                            const Rational& bound);

}  // namespace attest::attention
