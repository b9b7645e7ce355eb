#include "attest/attention/polynomial_in_double.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "attest/attention/double_sums.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/kernel/ranged_sums.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

double at_least_one(double x) { return std::max(1.0, x); }

double power_up(double x, std::size_t g) {
  double y = 1;
  for (std::size_t t = 0; t < g; ++t) y = mul_up(y, x);
  return y;
}

double exp_up(double x) { return exp(Ball(Rational::exact(x), Precision(64)), Precision(64)).upper().double_upper(); }

/// Upper bound of |computed - exact| for every output, given exact balanced data (docs/theory/rounding.md).  Infinity
/// where nothing can be promised.
double rounding_bound(const ScorePlan& plan, const DoubleSizes& p, std::size_t d, const std::vector<double>& weights) {
  const std::size_t r = weights.size(), g = plan.degree(), modes = p.keys.size();
  std::size_t count = roundings(p.keys.front().rows, r, g) + lowrank::weight_roundings(g);
  for (std::size_t a = 1; a < modes; ++a) count += p.keys[a].rows + g + 2;

  if (p.ranged) count += ranged_roundings(1, r, g) - roundings(1, r, g);
  // The exact sums, whose weights may be negative where the bound is one of means, are that near to softmax.
  const double moved = (plan.polynomial_error + plan.normalization_error).double_upper();

  // Sum of all magnitudes behind one output, per weight and unit of the values.
  double relative = mul_up(gamma_up(count), majorant_up(plan.approximation.p, p.bounds.absolute));

  // Underflow: each operation loses at most 2^-1075 before growing by the rest.
  double v_max = 1, magnitude = power_up(at_least_one(p.x), g);
  for (const auto& key : p.keys) {
    v_max = mul_up(v_max, key.v);
    magnitude = mul_up(magnitude, power_up(at_least_one(key.y), g));
    magnitude = mul_up(magnitude, mul_up(at_least_one(key.v), static_cast<double>(key.rows)));
  }
  double weight = 1;
  for (const double w : weights) weight = std::max(weight, std::fabs(w));
  magnitude = mul_up(mul_up(magnitude, weight), static_cast<double>(r));
  if (p.ranged) {  // exponentials for some of the keys; what their products lose is far below the rest
    const double largest = exp_up(p.bounds.score);
    relative = std::max(relative, mul_up(ranged_error(d, p.bounds.absolute, p.keys.front().rows), largest));
    magnitude = mul_up(magnitude, largest);
  }
  if (!(magnitude < 0x1p900)) return std::numeric_limits<double>::infinity();
  const double lost = mul_up(mul_up(magnitude, static_cast<double>(modes * (4 * g + 4))), underflow);

  return quotient_error_up({relative, lost, least_mean_weight(plan.weight_loss, p.bounds.mean), add_up(v_max, moved)});
}

/// The moments of all modes, multiplied entry by entry.
std::vector<double> moment_products(const DoubleProblem& p, std::size_t g, std::size_t r, unsigned threads) {
  std::vector<double> product = moments_with_ones(*p.y.front(), *p.v.front(), g, r, threads);
  for (std::size_t a = 1; a < p.y.size(); ++a) {
    const auto next = moments_with_ones(*p.y[a], *p.v[a], g, r, threads);
    for (std::size_t i = 0; i < product.size(); ++i) product[i] *= next[i];
  }
  return product;
}

}  // namespace

Outcome<Weighed> weigh(Answer answer, const ScorePlan& plan, std::size_t d, const DoubleSizes& sizes,
                       const Rational& eps) {
  std::vector<double> weights;
  try {
    weights = lowrank::monomial_weights(plan.approximation.p, d);
  } catch (const std::overflow_error& e) {
    return Undecided{Undecided::Reason::precision, e.what(), {}, {}};
  }
  const double rounding = rounding_bound(plan, sizes, d, weights);
  if (!std::isfinite(rounding))
    return Undecided{Undecided::Reason::precision, "rounding in double may reach the size of the result", {}, {}};
  answer.rounding_error = Rational::exact(rounding);
  if (answer.error_bound() > eps)
    return Undecided{Undecided::Reason::precision,
                     "rounding in double may reach " + to_decimal(answer.rounding_error, 3, Direction::up) +
                         ", with the rest " + to_decimal(answer.error_bound(), 3, Direction::up) +
                         ", more than eps = " + to_short_text(eps) + " leaves",
                     {},
                     answer.error_bound()};
  return Weighed{std::move(answer), std::move(weights)};
}

Outcome<Answer> polynomial_in_double(Answer answer, const ScorePlan& plan, const DoubleProblem& problem,
                                     const Rational& eps, unsigned threads) {
  auto weighed = weigh(std::move(answer), plan, problem.x.cols(), problem.sizes, eps);
  if (!weighed.decided()) return weighed.why();
  auto [out, weights] = std::move(weighed).value();
  const std::size_t g = plan.degree(), r = weights.size(), columns = problem.v.front()->cols() + 1;
  if (!problem.seen.empty()) {
    out.output = quotients(
        ranged_sums(problem.x, *problem.y.front(), with_ones(*problem.v.front()), problem.seen, weights, g, threads));
    return std::move(out);
  }
  const auto products = moment_products(problem, g, r, threads);
  out.output = kernel::evaluate_quotients(problem.x, weights, products, columns, g, threads);
  return std::move(out);
}

}  // namespace attest::attention
