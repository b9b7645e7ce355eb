#include "attest/attention/weight_error.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "attest/kernel/directed.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {

using namespace kernel;

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

Rational normalization_error(const Rational& error, const Rational& spread) {
  if (error.sign() < 0 || error >= Rational(1))
    throw std::domain_error("error: " + to_short_text(error) + "; a relative error with 0 <= error < 1 is needed");
  // 2 e / (1 + s) - e = e (1 - s) / (1 + s) = e^3 / (1 + s)^2 with s = sqrt(1 - e^2): nothing cancels.
  const double e = error.double_upper(), square = mul_up(e, e);
  const double one_and_root = down(1 + std::max(0.0, down(std::sqrt(std::max(0.0, down(1 - square))))));
  return Rational::exact(div_up(mul_up(e, square), down(one_and_root * one_and_root))) * spread;
}

Rational output_error(const Rational& error, const Rational& spread) {
  return error * spread + normalization_error(error, spread);
}

}  // namespace attest::attention
