#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "attest/attention/answer.hpp"
#include "attest/attention/problem.hpp"
#include "attest/attention/scores.hpp"
#include "attest/expoly/approximation.hpp"
#include "attest/number/integer.hpp"
#include "attest/number/outcome.hpp"

namespace attest::attention {

/// What the polynomial method will do for one problem and eps: the polynomial of least certified degree
/// on the range of its scores, and the parts of the error that do not depend on how it is evaluated.
struct PolynomialPlan {
  Balanced data;
  expoly::Approximation approximation;  ///< of exp on an interval that holds all scores
  Integer rank;                         ///< C(d+g, g)
  Rational polynomial_error;            ///< as in Answer
  Rational normalization_error;

  [[nodiscard]] std::size_t degree() const { return static_cast<std::size_t>(std::max(0L, approximation.p.degree())); }
};

/// Returns  undecided where the scores reach beyond `largest_planned_score` or leave the range of double,
///          or eps is below what float64 can hold: the text has the numbers.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     O((n + m) d) and O(g^2) rational operations.
[[nodiscard]] Outcome<PolynomialPlan> plan_polynomial(const Problem& problem, const Rational& eps);
inline constexpr double largest_planned_score = 200;

/// An answer that still lacks its output and rounding error.
[[nodiscard]] Answer answer_from(const PolynomialPlan& plan, std::string method);

/// Estimated peak bytes beyond input and output, and seconds.  The rates are those of a 2020s server core;
/// they steer `auto` and the refusals, and prove nothing.
struct Cost {
  double bytes = 0, seconds = 0;
};
[[nodiscard]] Cost definition_cost(const Problem& problem, unsigned threads);
[[nodiscard]] Cost polynomial_cost(const Problem& problem, const Integer& rank, unsigned threads);
[[nodiscard]] Cost polynomial_balls_cost(const Problem& problem, const Integer& rank, unsigned threads);

/// Nothing where the cost is within the budget; otherwise the refusal, `what` first, with the numbers.
[[nodiscard]] std::optional<Undecided> over_budget(const std::string& what, const Cost& cost, const Budget& budget);

}  // namespace attest::attention
