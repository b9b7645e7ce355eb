#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "attest/attention/answer.hpp"
#include "attest/attention/cost.hpp"
#include "attest/attention/problem.hpp"
#include "attest/attention/scores.hpp"
#include "attest/attention/spread.hpp"
#include "attest/expoly/approximation.hpp"
#include "attest/number/integer.hpp"
#include "attest/number/outcome.hpp"

namespace attest::attention {

/// The polynomial of least certified degree for scores of a known range, and the parts of the error that do not depend
/// on how it is evaluated.
struct ScorePlan {
  double score = 0;                     ///< |scaled score| is at most this
  expoly::Approximation approximation;  ///< of exp on an interval that holds all scores
  Rational polynomial_error;            ///< as in Answer
  Rational normalization_error;
  std::optional<Rational> without_data;
  Rational weight_loss;  ///< the mean over the keys of p(s) is at least (1 - weight_loss) e^{-|mean of s|}

  [[nodiscard]] std::size_t degree() const { return static_cast<std::size_t>(std::max(0L, approximation.p.degree())); }
};

/// For |score| <= `score`, known to within `perturbation`, and values in intervals of length 2 spread at most.
///
/// Returns  undecided where the scores reach beyond `largest_planned_score`, or eps is below what float64 can hold: the
///          text has the numbers.
/// Cost     O(g^2) rational operations.
[[nodiscard]] Outcome<ScorePlan> plan_scores(double score, double perturbation, const Rational& spread,
                                             const Rational& eps);
/// What use_data needs to know of a problem whose scores have a mean of at most `mean` in size.
struct DataPlanning {
  std::size_t d = 0, dv = 0;
  double mean = 0, perturbation = 0;
  const Rational &spread, &eps;
};
/// The polynomial that `find_spread_plan` finds in place of the plan's, where it is of lower degree, or of the same and
/// with a smaller bound; not asked where looking at the data takes as long as what it may save.
/// Cost     O(1) balls and that of find_spread_plan.
void use_data(
    ScorePlan& plan, const DataPlanning& given,
    const std::function<std::optional<SpreadPlan>(std::size_t most_degree, double allowed)>& find_spread_plan);
/// `scores up to 4.3e+00, degree 14, ` and how many columns or terms.
[[nodiscard]] std::string size_text(const ScorePlan& plan, const std::string& count);
/// The largest (max - min)/2 of a column.
[[nodiscard]] Rational half_spread(const ColumnRanges& v);
[[nodiscard]] Rational half_spread(const DoubleMatrix& v);
inline constexpr double largest_planned_score = 200;

/// What the low-rank method will do for one problem and eps.
struct PolynomialPlan : ScorePlan {
  Balanced data;
  double largest_value = 0;  ///< |entry| of V
  Integer rank;              ///< C(d+g, g)
};

/// The polynomial of plan_scores, or where every query sees every key one of lower degree, or of the same and a
/// smaller bound, that the data allow (attest/attention/spread.hpp).
///
/// Returns  undecided where plan_scores is, the scores leave the range of double, or the kernel is a general one.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     O((n + m) d) and O(g^2) rational operations, and that of find_spread_plan, whose sums are for all threads;
///          the plan does not depend on their number.
[[nodiscard]] Outcome<PolynomialPlan> plan_polynomial(const Problem& problem, const Rational& eps,
                                                      unsigned threads = 1);

/// An answer that still lacks its output and rounding error.
[[nodiscard]] Answer answer_from(const ScorePlan& plan, std::string method, const Integer& rank);

}  // namespace attest::attention
