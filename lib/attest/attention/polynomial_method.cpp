#include "attest/attention/polynomial_method.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

using polynomial::Polynomial;

/// V with a column of ones behind it.
DoubleMatrix with_ones(const DoubleMatrix& v) {
  DoubleMatrix w(v.rows(), v.cols() + 1);
  for (std::size_t j = 0; j < v.rows(); ++j) {
    std::copy(v.row(j).begin(), v.row(j).end(), w.row(j).begin());
    w(j, v.cols()) = 1;
  }
  return w;
}

double largest_entry(const DoubleMatrix& a) {
  double most = 0;
  for (const double x : a.entries()) most = std::max(most, std::fabs(x));
  return most;
}

/// p_abs(t) = sum |p_k| t^k, rounded upward.
double majorant_up(const Polynomial& p, double t) {
  double value = 0;
  for (std::size_t k = p.coefficients().size(); k-- > 0;)
    value = kernel::add_up(kernel::mul_up(value, t), abs(p.coefficients()[k]).double_upper());
  return value;
}

/// Upper bound of |computed - exact| for every output of the double route, given exact balanced data
/// (docs/theory/rounding.md).  Infinity where nothing can be promised.
double rounding_bound(const PolynomialPlan& plan, const std::vector<double>& weights, double v_max) {
  using namespace kernel;
  const std::size_t m = plan.data.y.rows(), r = weights.size();
  const std::size_t g = plan.degree();
  const auto count = static_cast<double>(m);

  // Sum of all magnitudes behind one output, per key and unit of V.
  const double majorant = majorant_up(plan.approximation.p, plan.data.bounds.absolute);
  const double relative = mul_up(gamma_up(roundings(m, r, g) + lowrank::weight_roundings(g)), majorant);

  // Underflow: |x^a| <= 1, |y^a| <= most; each operation loses at most 2^-1075 before growing by the rest.
  double most = 1, weight = 1;
  for (std::size_t t = 0; t < g; ++t) most = mul_up(most, std::max(1.0, largest_entry(plan.data.y)));
  for (const double w : weights) weight = std::max(weight, std::fabs(w));
  const double values = std::max(1.0, v_max);
  const double magnitude = mul_up(mul_up(mul_up(weight, most), mul_up(values, count)), static_cast<double>(r));
  if (!(magnitude < 0x1p900)) return std::numeric_limits<double>::infinity();
  const double lost = mul_up(mul_up(magnitude, static_cast<double>(4 * g + 4)), underflow);

  // The sum of the weights, per key, is at least (1 - eps_p) e^{mean score} (Jensen).
  const Precision p(64);
  const Ball least = mul(sub(Ball(1), Ball(plan.approximation.relative_error, p), p),
                         exp(neg(Ball(Rational::exact(plan.data.bounds.mean), p)), p), p);
  const double denominator = -up(-(least.lower().double_lower() - add_up(relative, lost)));  // downward
  if (!(denominator > 0)) return std::numeric_limits<double>::infinity();

  // |N~/D~ - N/D| <= (|N~ - N| + v_max |D~ - D|) / D~, then the division itself.
  const double both = add_up(mul_up(mul_up(2, v_max), relative), mul_up(add_up(1, v_max), lost));
  const double quotient = div_up(both, denominator);
  return add_up(quotient, add_up(mul_up(2 * unit, add_up(v_max, quotient)), underflow));
}

}  // namespace

Outcome<Answer> softmax_by_polynomial(const Problem& problem, const PolynomialPlan& plan, const Rational& eps,
                                      const Budget& budget, unsigned threads) {
  if (!problem.mask.everything() || problem.has_bias())
    return Undecided{Undecided::Reason::bounds_do_not_separate,
                     "masks and biases are not for the double kernel; polynomial-balls takes them",
                     {},
                     {}};
  const std::string what = "rank " + plan.rank.str() + " (degree " + std::to_string(plan.degree()) + ")";
  if (auto refusal = over_budget(what, polynomial_cost(problem, plan.rank, threads), budget)) return *refusal;

  std::vector<double> weights;
  try {
    weights = lowrank::monomial_weights(plan.approximation.p, problem.q.cols());
  } catch (const std::overflow_error& e) {
    return Undecided{Undecided::Reason::precision, e.what(), {}, {}};
  }
  Answer answer = answer_from(plan, "polynomial", plan.rank);
  const double rounding = rounding_bound(plan, weights, largest_entry(problem.v));
  if (!std::isfinite(rounding))
    return Undecided{Undecided::Reason::precision, "rounding in double may reach the size of the result", {}, {}};
  answer.rounding_error = Rational::exact(rounding);
  if (answer.error_bound() > eps)
    return Undecided{Undecided::Reason::precision,
                     "rounding in double may reach " + to_decimal(answer.rounding_error, 3, Direction::up) +
                         ", with the rest " + to_decimal(answer.error_bound(), 3, Direction::up) +
                         ", more than eps = " + to_text(eps) + " leaves",
                     {},
                     answer.error_bound()};

  const std::size_t g = plan.degree(), r = weights.size(), dv = problem.v.cols();
  const auto M = kernel::moments(plan.data.y, with_ones(problem.v), g, r, threads);
  const DoubleMatrix sums = kernel::evaluate(plan.data.x, weights, M, dv + 1, g, threads);
  answer.output = DoubleMatrix(problem.q.rows(), dv);
  for (std::size_t i = 0; i < sums.rows(); ++i)
    for (std::size_t c = 0; c < dv; ++c) answer.output(i, c) = sums(i, c) / sums(i, dv);
  return answer;
}

}  // namespace attest::attention
