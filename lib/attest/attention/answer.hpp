#pragma once

#include <optional>
#include <string>

#include "attest/number/double_matrix.hpp"
#include "attest/number/integer.hpp"
#include "attest/number/rational.hpp"

namespace attest::attention {

/// An attention output in float64 with a proven bound: every entry is within error_bound() of the exact
/// D^{-1} A V of the exact rational problem.
struct Answer {
  DoubleMatrix output;
  std::string method;            ///< `definition`, `polynomial` or `polynomial-balls`
  Rational polynomial_error;     ///< errors of the weights against the spread of V (docs/theory/spread.md)
  Rational normalization_error;  ///< what the division adds to that
  Rational rounding_error;       ///< rounding, of the working arithmetic and of the output
  std::optional<Rational>
      without_data;                     ///< polynomial methods: what would stand for the first two if only the
                                        ///< score bound and the half-spread of V were known; none where that is nothing
  std::optional<Rational> score_bound;  ///< polynomial methods: |scaled score| after the key shift
  std::optional<std::size_t> degree;
  std::optional<Integer> rank;
  std::optional<long> precision_bits;  ///< ball methods: the highest working precision used

  [[nodiscard]] Rational error_bound() const { return polynomial_error + normalization_error + rounding_error; }
};

}  // namespace attest::attention
