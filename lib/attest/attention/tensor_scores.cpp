#include "attest/attention/tensor_scores.hpp"

#include <cmath>
#include <stdexcept>

#include "attest/kernel/directed.hpp"

namespace attest::attention {

using namespace kernel;

Modes BalancedTensor::keys() const {
  Modes out;
  for (const auto& m : y) out.push_back(&m);
  return out;
}

BalancedTensor balance(const TensorProblem& problem) {
  constexpr const char* out_of_range = "Q, K: their scaled entries leave the range of double";
  BalancedTensor b{problem.q, problem.k, 0, {}};
  Rational scale = problem.scale.value(problem.q.cols(), Precision(128)).midpoint();
  for (auto& m : b.y) {
    const double power = normalizing_power(largest_entry(m));
    scale /= Rational::exact(power);
    for (double& entry : m.entries()) entry *= power;
  }
  const double factor = scale.nearest_double();
  // A normal factor carries one relative rounding of the exact scale; a subnormal one could carry any.
  if (scale.sign() != 0 && !std::isnormal(factor)) throw std::domain_error(out_of_range);
  for (double& entry : b.x.entries()) {
    entry *= factor;
    if (!std::isfinite(entry)) throw std::domain_error(out_of_range);
  }
  Modes modes{&b.x};
  for (const auto& m : b.y) modes.push_back(&m);
  b.bounds = score_bounds(modes);
  if (!std::isfinite(b.bounds.score)) throw std::domain_error(out_of_range);

  // x carries the rounding of 1/sqrt(d) to 128 bits, of the factor and of the product, and one underflow; each y at
  // most an underflow, as a power of two is exact.  |y| <= 1.
  const double lost =
      mul_up(static_cast<double>(problem.q.cols() * problem.order()), mul_up(underflow, add_up(2, largest_entry(b.x))));
  b.perturbation = add_up(mul_up(4 * unit, b.bounds.absolute), lost);
  return b;
}

}  // namespace attest::attention
