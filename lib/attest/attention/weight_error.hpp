#pragma once

#include "attest/number/rational.hpp"

namespace attest::attention {

/// How much of an error the weights of an output may have, and what it does to the output.  All bounds are rounded to
/// doubles on their safe side; proofs in docs/theory/normalization.md.
/// Cost     some directed operations in double; nothing is allocated but the results.
/// Laws     property-tests/attention/normalization.cpp

/// The part of eps that polynomial and normalization may take; rounding has the rest.
[[nodiscard]] Rational share(const Rational& eps);
/// A relative error of the weights, at most 1/2, that keeps the output within share(eps): with x = share(eps) / spread,
/// spread * normalization_constant(e) <= spread e (1 + e^2) <= share(eps) for e = x / (1 + x^2).  0 where that is no
/// double.  Domain eps > 0, spread >= 0.
[[nodiscard]] Rational weight_error_for(const Rational& eps, const Rational& spread);
/// A relative error of the weights and a perturbation eta of the scores together, at least (1 + relative) e^eta - 1: by
/// e^eta <= (2 + eta)/(2 - eta).  Throws std::domain_error unless 0 <= eta < 1 and 0 <= relative.
[[nodiscard]] Rational total_weight_error(const Rational& relative, double eta);
/// What that error does to outputs of values in an interval of length 2 spread, at least spread *
/// normalization_constant(error): error * spread, and what the division adds to that.  Both throw std::domain_error
/// unless 0 <= error < 1.
[[nodiscard]] Rational output_error(const Rational& error, const Rational& spread);
[[nodiscard]] Rational normalization_error(const Rational& error, const Rational& spread);

}  // namespace attest::attention
