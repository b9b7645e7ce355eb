#pragma once

#include <cstddef>

#include "attest/number/double_matrix.hpp"
#include "attest/number/rational.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::attention {

/// Quotients N/D of two sums computed in double, D a sum of positive weights and N the same weights times values.
/// All numbers are in one unit, such as "per weight"; docs/theory/rounding.md, *Quotient*.
struct DoubleSums {
  double relative = 0;  ///< |N~ - N| <= relative v_max and |D~ - D| <= relative, apart from underflow
  double lost = 0;      ///< what underflow may add to either
  double least = 0;     ///< D is at least this
  double v_max = 0;     ///< |N| <= v_max D
};

/// Upper bound of |fl(N~/D~) - N/D|; infinity where nothing can be promised.
[[nodiscard]] double quotient_error_up(const DoubleSums& sums);

/// sum |p_k| t^k, rounded upward.
[[nodiscard]] double majorant_up(const polynomial::Polynomial& p, double t);

/// (1 - relative error) e^{-mean}, rounded downward: the least mean of weights p(s) ~ e^s whose scores have a mean of
/// at least -mean (Jensen).
[[nodiscard]] double least_mean_weight(const Rational& relative_error, double mean);

/// V with a column of ones behind it, and the first columns divided by the last one.
[[nodiscard]] DoubleMatrix with_ones(const DoubleMatrix& v);
[[nodiscard]] DoubleMatrix quotients(const DoubleMatrix& sums);

}  // namespace attest::attention
