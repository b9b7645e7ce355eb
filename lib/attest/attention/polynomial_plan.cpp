#include "attest/attention/polynomial_plan.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "attest/attention/spread.hpp"
#include "attest/attention/weight_error.hpp"
#include "attest/count/ranks.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

using polynomial::Interval;

/// Multiplications a row below which looking at the data takes as long as what it may save.
constexpr double least_work = 800;

/// The plan that the data allow, where it beats `plan`.
void use_spread(ScorePlan& plan, const Problem& problem, const Balanced& data, const ColumnRanges& values,
                const Rational& spread, const Rational& eps, unsigned threads) {
  if (!problem.mask.everything() || problem.has_bias()) return;
  // A pass is worth no more than a part of the definition, which may answer instead.
  const auto n = static_cast<double>(data.x.rows()), m = static_cast<double>(data.y.rows());
  const double definition = n * m / (n + m) * static_cast<double>(problem.q.cols() + problem.v.cols() + 1);
  use_data(plan, {problem.q.cols(), problem.v.cols(), data.bounds.mean, data.perturbation, spread, eps},
           [&](std::size_t most_degree, double allowed) {
             return find_spread_plan({data, problem.v, values, definition / 2, threads}, most_degree, allowed);
           });
}

}  // namespace

void use_data(
    ScorePlan& plan, const DataPlanning& given,
    const std::function<std::optional<SpreadPlan>(std::size_t most_degree, double allowed)>& find_spread_plan) {
  const Integer rank = count::tight_rank(static_cast<long>(given.d), static_cast<long>(plan.degree()));
  if (rank.truncated_double() * static_cast<double>(given.dv + 1) < least_work) return;
  // Exact weights of the problem and of its balanced scores differ by the perturbation alone.
  const Rational moved = output_error(total_weight_error(Rational(0), given.perturbation), given.spread);
  const Rational left = share(given.eps) - moved;
  if (left.sign() <= 0) return;
  const auto found = find_spread_plan(plan.degree(), left.double_lower());
  if (!found) return;
  const Rational first = Rational::exact(found->first) + moved, second = Rational::exact(found->second);
  const bool lower = found->approximation.p.degree() < plan.approximation.p.degree();
  if (!lower && first + second >= plan.polynomial_error + plan.normalization_error) return;
  plan.approximation = found->approximation;
  plan.polynomial_error = first;
  plan.normalization_error = second;
  const Precision p(64);
  plan.weight_loss =
      mul(Ball(Rational::exact(found->weights), p), exp(Ball(Rational::exact(given.mean), p), p), p).upper();
  const Rational total = total_weight_error(plan.approximation.relative_error, given.perturbation);
  plan.without_data = std::nullopt;
  if (total < Rational(1)) plan.without_data = output_error(total, given.spread);
}

Rational half_spread(const ColumnRanges& v) {
  Rational widest;
  for (std::size_t c = 0; c < v.low.size(); ++c)
    widest = max(widest, (Rational::exact(v.high[c]) - Rational::exact(v.low[c])) / Rational(2));
  return widest;
}

Rational half_spread(const DoubleMatrix& v) { return half_spread(columns_in_rows(RowsInMemory(v), RowPasses{})); }

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
  const Rational total = total_weight_error(plan.approximation.relative_error, perturbation);
  if (total >= Rational(1))
    return Undecided{
        Undecided::Reason::precision, "rounding the scores alone may change a weight by its own size", {}, {}};
  plan.polynomial_error = total * spread;
  plan.without_data = output_error(total, spread);
  plan.normalization_error = normalization_error(total, spread);
  plan.weight_loss = plan.approximation.relative_error;
  return plan;
}

Outcome<PolynomialPlan> plan_polynomial(const Problem& problem, const Rational& eps, unsigned threads) {
  require_valid_shapes(problem);
  const ColumnRanges values = finite_columns(problem.v, "V");
  Balanced data;
  try {
    data = balance(problem);
  } catch (const OutOfRange& e) {
    return Undecided{Undecided::Reason::bounds_do_not_separate, e.what(), {}, {}};
  }
  const Rational spread = half_spread(values);
  auto scores = plan_scores(data.bounds.score, data.perturbation, spread, eps);
  if (!scores.decided()) return scores.why();
  PolynomialPlan plan{std::move(scores).value(), std::move(data), values.largest(), {}};
  use_spread(plan, problem, plan.data, values, spread, eps, threads);
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
  a.without_data = plan.without_data;
  a.score_bound = Rational::exact(plan.score);
  a.degree = plan.degree();
  a.rank = rank;
  return a;
}

}  // namespace attest::attention
