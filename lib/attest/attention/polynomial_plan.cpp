#include "attest/attention/polynomial_plan.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "attest/attention/normalization.hpp"
#include "attest/count/ranks.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

using polynomial::Interval;

/// A relative error of the weights that keeps the polynomial part of the output below 0.9 eps:
/// with x = 0.9 eps / spread, constant(e) <= e (1 + e^2) <= x for e = x / (1 + x^2) <= 1/2.
Rational weight_error_for(const Rational& eps, const Rational& spread) {
  const Rational most(1, 2);
  if (spread.sign() == 0) return most;
  const Rational x = Rational(9, 10) * eps / spread;
  return x < Rational(1) ? min(x / (Rational(1) + x * x), most) : most;
}

/// The polynomial and the perturbation of the scores together: (1 + eps_p) e^eta - 1.
Rational total_weight_error(const ScorePlan& plan, double perturbation) {
  const Precision p(128);
  const Ball eta = exp(Ball(Rational::exact(perturbation), p), p);
  return sub(mul(add(Ball(1), Ball(plan.approximation.relative_error, p), p), eta, p), Ball(1), p).upper();
}

}  // namespace

Rational half_spread(const DoubleMatrix& v) {
  std::vector<double> low(v.row(0).begin(), v.row(0).end()), high = low;
  for (std::size_t j = 1; j < v.rows(); ++j)
    for (std::size_t c = 0; c < v.cols(); ++c) {
      low[c] = std::min(low[c], v(j, c));
      high[c] = std::max(high[c], v(j, c));
    }
  Rational widest;
  for (std::size_t c = 0; c < v.cols(); ++c)
    widest = max(widest, (Rational::exact(high[c]) - Rational::exact(low[c])) / Rational(2));
  return widest;
}

Outcome<ScorePlan> plan_scores(double score, double perturbation, const Rational& spread, const Rational& eps) {
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_short_text(eps) + "; it must be positive");
  if (!(score <= largest_planned_score))
    return Undecided{Undecided::Reason::bounds_do_not_separate,
                     "scores may reach " + to_decimal_up(score, 3) + "; polynomials are planned up to " +
                         to_decimal_up(largest_planned_score, 3),
                     {},
                     {}};
  if (!(perturbation < 1))
    return Undecided{
        Undecided::Reason::precision, "rounding the scores alone may change a weight by its own size", {}, {}};
  const Rational weight_error = weight_error_for(eps, spread);
  if (weight_error < Rational::power_of_two(-1000))
    return Undecided{
        Undecided::Reason::precision, "eps = " + to_short_text(eps) + " is below what float64 output can hold", {}, {}};

  // An end on a coarse grid keeps the polynomial's rationals short.
  const Rational grid(1, 1024);
  const Rational S = max(Rational(ceil(Rational::exact(score) / grid)) * grid, grid);
  ScorePlan plan;
  plan.score = score;
  plan.approximation = expoly::least_degree_approximation(Interval(-S, S), weight_error);
  const Rational total = total_weight_error(plan, perturbation);
  if (total >= Rational(1))
    return Undecided{
        Undecided::Reason::precision, "rounding the scores alone may change a weight by its own size", {}, {}};
  const Rational constant = normalization_constant(total, Precision(128)).upper();
  plan.polynomial_error = total * spread;
  plan.normalization_error = max(Rational(0), constant - total) * spread;
  return plan;
}

Outcome<PolynomialPlan> plan_polynomial(const Problem& problem, const Rational& eps) {
  require_valid(problem);
  Balanced data;
  try {
    data = balance(problem);
  } catch (const std::domain_error& e) {
    return Undecided{Undecided::Reason::bounds_do_not_separate, e.what(), {}, {}};
  }
  const auto scores = plan_scores(data.bounds.score, data.perturbation, half_spread(problem.v), eps);
  if (!scores.decided()) return scores.why();
  PolynomialPlan plan{scores.value(), std::move(data), {}};
  plan.rank = count::tight_rank(static_cast<long>(problem.q.cols()), static_cast<long>(plan.degree()));
  return plan;
}

std::string size_text(const ScorePlan& plan, const std::string& count) {
  return "scores up to " + to_decimal_up(plan.score, 2) + ", degree " + std::to_string(plan.degree()) + ", " + count;
}

Answer answer_from(const ScorePlan& plan, std::string method, const Integer& rank) {
  Answer a;
  a.method = std::move(method);
  a.polynomial_error = plan.polynomial_error;
  a.normalization_error = plan.normalization_error;
  a.score_bound = Rational::exact(plan.score);
  a.degree = plan.degree();
  a.rank = rank;
  return a;
}

}  // namespace attest::attention
