#include "attest/attention/tensor_scores.hpp"

#include <cmath>

#include "attest/attention/scores.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/row_facts.hpp"

namespace attest::attention {

using namespace kernel;

Modes BalancedTensor::keys() const {
  Modes out;
  for (const auto& m : y) out.push_back(&m);
  return out;
}

BalancedTensor balance(const TensorProblem& problem) {
  require_valid_shapes(problem);
  const auto scaled = [](const DoubleMatrix& a, double factor) {
    auto out = DoubleMatrix::unset(a.rows(), a.cols());
    image_of(a.entries(), {std::vector<double>(a.cols(), 0.0), factor}, out.entries());
    return out;
  };
  const ColumnSizes q = column_sizes(finite_columns(problem.q, "Q"), problem.q.rows());
  const std::vector<ColumnRanges> keys = finite_keys(problem);
  Rational scale = problem.scale.value(problem.q.cols(), Precision(128)).midpoint();
  BalancedTensor b;
  for (std::size_t a = 0; a < keys.size(); ++a) {
    const DoubleMatrix& k = problem.k[a];
    const ColumnSizes sizes = column_sizes(keys[a], k.rows());
    const double power = normalizing_power(sizes.largest());
    scale /= Rational::exact(power);
    b.y.push_back(scaled(k, power));
    b.y_sizes.push_back(sizes.times(power));
  }
  const double factor = scale.nearest_double();
  // A normal factor carries one relative rounding of the exact scale; a subnormal one could carry any.
  if (scale.sign() != 0 && !std::isnormal(factor)) throw OutOfRange();
  b.x = scaled(problem.q, factor);
  b.x_sizes = q.times(factor);
  if (!std::isfinite(b.x_sizes.largest())) throw OutOfRange();
  std::vector<ColumnSizes> sizes{b.x_sizes};
  sizes.insert(sizes.end(), b.y_sizes.begin(), b.y_sizes.end());
  Modes modes{&b.x};
  for (const auto& m : b.y) modes.push_back(&m);
  b.bounds = score_bounds(modes, sizes);
  if (!std::isfinite(b.bounds.score)) throw OutOfRange();

  // x carries the rounding of 1/sqrt(d) to 128 bits, of the factor and of the product, and one underflow; each y at
  // most an underflow, as a power of two is exact.  |y| <= 1.
  const double lost = mul_up(static_cast<double>(problem.q.cols() * problem.order()),
                             mul_up(underflow, add_up(2, b.x_sizes.largest())));
  b.perturbation = add_up(mul_up(4 * unit, b.bounds.absolute), lost);
  return b;
}

}  // namespace attest::attention
