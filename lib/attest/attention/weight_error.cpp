#include "attest/attention/weight_error.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "attest/kernel/directed.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {

using namespace kernel;

namespace {

double down(double x) { return -up(-x); }

}  // namespace

Rational share(const Rational& eps) { return Rational(9, 10) * eps; }

Rational weight_error_for(const Rational& eps, const Rational& spread) {
  if (spread.sign() == 0) return {1, 2};
  const double x = (share(eps) / spread).double_lower();
  if (x >= 1) return {1, 2};
  return Rational::exact(std::max(0.0, down(x / add_up(1, mul_up(x, x)))));
}

Rational total_weight_error(const Rational& relative, double eta) {
  if (!(eta >= 0 && eta < 1) || relative.sign() < 0)
    throw std::domain_error("eta: " + std::to_string(eta) + ", relative: " + to_short_text(relative) +
                            "; 0 <= eta < 1 and relative >= 0 are needed");
  const double e = relative.double_upper(), grown = div_up(2 * eta, down(2 - eta));
  return Rational::exact(add_up(e, mul_up(add_up(1, e), grown)));
}

Rational output_error(const Rational& error, const Rational& spread) {
  if (error.sign() < 0 || error >= Rational(1))
    throw std::domain_error("error: " + to_short_text(error) + "; a relative error with 0 <= error < 1 is needed");
  // 2 (1 - sqrt(1 - e^2)) / e = 2 e / (1 + sqrt(1 - e^2)): nothing cancels.
  const double e = error.double_upper(), root = down(std::sqrt(std::max(0.0, down(1 - mul_up(e, e)))));
  return Rational::exact(div_up(2 * e, down(1 + std::max(0.0, root)))) * spread;
}

}  // namespace attest::attention
