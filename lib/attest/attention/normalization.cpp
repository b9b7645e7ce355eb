#include "attest/attention/normalization.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

Integer exact_sqrt(const Integer& n, const Rational& eps) {
  Integer root = sqrt(n);
  if (root * root != n)
    throw std::domain_error("eps: " + to_text(eps) +
                            "; sqrt(1 - eps^2) is irrational, so no rational instance is extremal");
  return root;
}

}  // namespace

Ball normalization_constant(const Rational& eps, Precision p) {
  if (eps.sign() < 0 || eps >= Rational(1))
    throw std::domain_error("eps: " + to_text(eps) + "; a relative error with 0 <= eps < 1 is needed");
  // 2 (1 - sqrt(1 - eps^2)) / eps = 2 eps / (1 + sqrt(1 - eps^2)): nothing cancels.
  const Ball root = sqrt(Ball(Rational(1) - eps * eps, p), p);
  return div(Ball(Rational(2) * eps, p), add(Ball(1), root, p), p);
}

Rational normalized(const RationalMatrix& a, const RationalMatrix& v) {
  Rational weight, sum;
  for (std::size_t j = 0; j < a.cols(); ++j) {
    weight += a.get(0, j);
    sum += a.get(0, j) * v.get(j, 0);
  }
  if (weight.sign() == 0) throw std::domain_error("weights: their sum is 0");
  return sum / weight;
}

NormalizationInstance extremal_instance(const Rational& eps) {
  if (eps.sign() <= 0 || eps >= Rational(1))
    throw std::domain_error("eps: " + to_text(eps) + "; a relative error with 0 < eps < 1 is needed");
  const Rational square = Rational(1) - eps * eps;
  const Rational root(exact_sqrt(square.numerator(), eps), exact_sqrt(square.denominator(), eps));
  // A share p of the weight moves up at value +1, q = 1 - p down at -1; the worst split has p - q as below.
  const Rational difference = (root - Rational(1)) / eps;
  const Rational up = (Rational(1) + difference) / Rational(2), down = Rational(1) - up;
  NormalizationInstance x{RationalMatrix(1, 2), RationalMatrix(1, 2), RationalMatrix(2, 1)};
  x.a.set(0, 0, up);
  x.a.set(0, 1, down);
  x.perturbed.set(0, 0, up * (Rational(1) + eps));
  x.perturbed.set(0, 1, down * (Rational(1) - eps));
  x.v.set(0, 0, 1);
  x.v.set(1, 0, -1);
  return x;
}

ValueRange product_range(const std::vector<ValueRange>& ranges) {
  ValueRange all{1, 1};
  for (const auto& r : ranges) {
    if (r.high < r.low)
      throw std::invalid_argument("range: [" + to_text(r.low) + ", " + to_text(r.high) + "]; low <= high is needed");
    const Rational ends[] = {all.low * r.low, all.low * r.high, all.high * r.low, all.high * r.high};
    const auto [least, most] = std::minmax_element(std::begin(ends), std::end(ends));
    all = {*least, *most};
  }
  return all;
}

TensorNormalizationInstance extremal_instance(const Rational& eps, std::size_t order, const Rational& bound) {
  if (order < 2 || order > 16) throw std::domain_error("order: " + std::to_string(order) + "; allowed are 2 to 16");
  if (bound.sign() <= 0) throw std::domain_error("bound: " + to_text(bound) + "; a bound > 0 of the values is needed");
  const NormalizationInstance two = extremal_instance(eps);
  const std::size_t copies = std::size_t{1} << (order - 2);  // tuples with the same j_1
  const Rational share(Integer(1), Integer(copies)), product = pow(bound, static_cast<long>(order) - 1);
  TensorNormalizationInstance x{
      {}, {RationalMatrix(1, 2 * copies), RationalMatrix(1, 2 * copies), RationalMatrix(2 * copies, 1)}};
  for (std::size_t a = 1; a < order; ++a) {
    RationalMatrix v(2, 1);
    v.set(0, 0, bound);
    v.set(1, 0, a == 1 ? -bound : bound);
    x.values.push_back(std::move(v));
  }
  for (std::size_t t = 0; t < 2 * copies; ++t) {
    x.row.a.set(0, t, share * two.a.get(0, t / copies));
    x.row.perturbed.set(0, t, share * two.perturbed.get(0, t / copies));
    x.row.v.set(t, 0, product * two.v.get(t / copies, 0));
  }
  return x;
}

}  // namespace attest::attention
