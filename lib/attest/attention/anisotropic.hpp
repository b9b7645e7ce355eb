#pragma once

#include <limits>
#include <vector>

#include "attest/attention/answer.hpp"
#include "attest/attention/basis.hpp"
#include "attest/attention/cost.hpp"
#include "attest/kernel/monomial_split.hpp"
#include "attest/number/outcome.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::attention {

/// The polynomial method on rebased scores s + z, s of the strong columns of x and y and z of the others: monomials in
/// these as far as they count, e^{s+z} ~ sum_e rows[e](s) z^e.  Where that saves nothing, all columns are strong:
/// the only row is the polynomial of least degree.
struct AnisotropicPlan {
  Rebased data;
  kernel::Staircase stairs;                         ///< .first = d where all columns are strong
  std::vector<polynomial::Polynomial> rows;         ///< degrees at most those of the staircase
  Rational relative_error;                          ///< of the polynomial
  double strong_magnitude = 0, weak_magnitude = 0;  ///< sum |x_l| |y_l| over the columns of either group
  Rational polynomial_error, normalization_error;
  Integer rank;  ///< monomials kept
};

/// Returns  undecided where rebase has nothing, or as plan_scores.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     that of rebase, O(d g) for the choice, and O(g^2) rational operations for each row.
/// Where making the polynomials of a staircase would take more than `affordable` seconds, one polynomial is planned.
[[nodiscard]] Outcome<AnisotropicPlan> plan_anisotropic(const Problem& problem, const Rational& eps,
                                                        double affordable = std::numeric_limits<double>::infinity());

/// Of plan_anisotropic, for so many rows of Q and K together.
[[nodiscard]] double estimate_anisotropic_seconds(double rows, double d);

/// Method `polynomial`, in double.
/// Guarantee  docs/theory/anisotropic.md: polynomial error through the sharp normalization constant, rounding by the
///            majorant.
/// Returns    undecided where the proven bound exceeds eps or the plan does not fit the budget.
/// Cost       about 2 (n + m) rank (dv + 1) operations.
/// Laws       property-tests/attention/anisotropic.cpp
[[nodiscard]] Outcome<Answer> softmax_by_anisotropic(const Problem& problem, const AnisotropicPlan& plan,
                                                     const Rational& eps, const Budget& budget, unsigned threads);

/// The staircase with fewest monomials for strong scores up to S and weak ones up to Z, in d1 and d2 columns, with the
/// errors to ask of bivariate_approximation.  A guess.
struct StaircaseGuess {
  kernel::Staircase stairs;
  std::vector<double> row_errors;
  double weak_error = 0, monomials = 0;
};
[[nodiscard]] StaircaseGuess guess_staircase(std::size_t d1, std::size_t d2, double S, double Z, double eps);

}  // namespace attest::attention
