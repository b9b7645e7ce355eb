#pragma once

#include <optional>
#include <vector>

#include "attest/number/rational.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// P(s, z) = sum_e rows[e](s) z^e with |P(s, z) - e^{s+z}| <= relative_error e^{s+z} for |s| <= S, |z| <= Z.
struct BivariateApproximation {
  std::vector<polynomial::Polynomial> rows;  ///< degrees never rise with e
  Rational relative_error;
};

/// q near e^z within weak_error, q = sum_e a_e T_e(z/Z), and for each e a polynomial p_e of least degree near e^s
/// within row_errors[e]: P = sum_e a_e T_e(z/Z) p_e(s).  All errors are relative and certified, so
///   relative_error = (error of q) + e^Z sum_e |a_e| (error of p_e)                (docs/theory/anisotropic.md).
///
/// Domain   S and Z in (0, 500], all errors in (0, 1), row_errors not falling; std::domain_error otherwise.
/// Returns  nothing where q needs a degree beyond row_errors.
/// Cost     that of least_degree_approximation for each different error, and O(g h^2) rational operations.
/// Laws     property-tests/attention/anisotropic.cpp
[[nodiscard]] std::optional<BivariateApproximation> bivariate_approximation(const Rational& S, const Rational& Z,
                                                                            const std::vector<Rational>& row_errors,
                                                                            const Rational& weak_error);

}  // namespace attest::expoly
