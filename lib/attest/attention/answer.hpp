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
  std::string method;                   ///< `definition`, `polynomial` or `polynomial-balls`
  Rational polynomial_error;            ///< relative error of the weights times the half-spread of V
  Rational normalization_error;         ///< what the division adds to that
  Rational rounding_error;              ///< rounding, of the working arithmetic and of the output
  std::optional<Rational> score_bound;  ///< polynomial methods: |scaled score| after the key shift
  std::optional<std::size_t> degree;
  std::optional<Integer> rank;
  std::optional<long> precision_bits;  ///< ball methods: the highest working precision used

  [[nodiscard]] Rational error_bound() const { return polynomial_error + normalization_error + rounding_error; }
};

}  // namespace attest::attention
