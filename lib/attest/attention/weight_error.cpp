#include "attest/attention/weight_error.hpp"

#include "attest/number/ball.hpp"

namespace attest::attention {

Rational share(const Rational& eps) { return Rational(9, 10) * eps; }

Rational weight_error_for(const Rational& eps, const Rational& spread) {
  const Rational most(1, 2);
  if (spread.sign() == 0) return most;
  const Rational x = share(eps) / spread;
  return x < Rational(1) ? min(x / (Rational(1) + x * x), most) : most;
}

Rational total_weight_error(const Rational& relative, double perturbation) {
  const Precision p(128);
  const Ball eta = exp(Ball(Rational::exact(perturbation), p), p);
  return sub(mul(add(Ball(1), Ball(relative, p), p), eta, p), Ball(1), p).upper();
}

}  // namespace attest::attention
