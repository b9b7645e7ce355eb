#include "attest/expoly/leading.hpp"

#include <functional>
#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using Function = std::function<Ball(const Ball&)>;

/// The root of a decreasing function that is positive at `low`; `high` grows until it is negative there.
Ball root_of(const Function& f, Rational low, Rational high, Precision p) {
  while (possibly(positive(f(Ball(high, p))))) high *= Rational(2);
  // The grid of candidates is dyadic, so numerators stay short.
  const Rational end = (high - low) * Rational::power_of_two(4 - p.bits());
  while (high - low > end) {
    const Rational mid = (low + high) / Rational(2);
    const Ball value = f(Ball(mid, p));
    if (certainly(positive(value)))
      low = mid;
    else if (certainly(positive(neg(value))))
      high = mid;
    else
      break;
  }
  return Ball::between(low, high, p);
}

Ball square(const Ball& x, Precision p) { return mul(x, x, p); }
Ball asinh(const Ball& x, Precision p) { return log(add(x, sqrt(add(square(x, p), Ball(1), p), p), p), p); }
Ball acosh(const Ball& x, Precision p) { return log(add(x, sqrt(sub(square(x, p), Ball(1), p), p), p), p); }

/// sqrt(n^2 + h^2) - n asinh(n/h): the exponent of I_n(h).
Ball exponent_i(const Ball& n, const Ball& h, Precision p) {
  const Ball r = sqrt(add(square(n, p), square(h, p), p), p);
  return sub(r, mul(n, asinh(div(n, h, p), p), p), p);
}
/// sqrt(n^2 - h^2) - n acosh(n/h), n >= h: the exponent of J_n(h).
Ball exponent_j(const Ball& n, const Ball& h, Precision p) {
  const Ball r = sqrt(sub(square(n, p), square(h, p), p), p);
  return sub(r, mul(n, acosh(div(n, h, p), p), p), p);
}
/// ln(2 / sqrt(2 pi sqrt(n^2 +- h^2))).
Ball factor(const Ball& n, const Ball& h, int sign, Precision p) {
  const Ball r = sqrt(add(square(n, p), mul(Ball(sign), square(h, p), p), p), p);
  return div(log(div(Ball(2), mul(constant_pi(p), r, p), p), p), Ball(2), p);
}

}  // namespace

Ball leading_s0(Precision p) {
  return root_of(
      [&](const Ball& s) {  // tanh(s/2) = (1 - e^{-s}) / (1 + e^{-s})
        const Ball e = exp(neg(s), p);
        return sub(Ball(1), mul(s, div(sub(Ball(1), e, p), add(Ball(1), e, p), p), p), p);
      },
      Rational(1), Rational(2), p);
}

Ball leading_c0(Precision p) {
  const Ball e = exp(leading_s0(p), p);
  return div(sub(e, div(Ball(1), e, p), p), Ball(4), p);
}

Ball leading_nu(Exponential f, const Rational& kappa, Precision p) {
  if (kappa.sign() <= 0 || kappa > Rational(1'000'000))
    throw std::domain_error("kappa: " + to_text(kappa) + "; allowed are 0 < kappa <= 1000000");
  const Ball half(kappa / Rational(2), p);
  const Ball shift = f == Exponential::growing ? half : neg(half);
  return root_of([&](const Ball& nu) { return add(add(exponent_i(nu, half, p), shift, p), Ball(1), p); }, Rational(0),
                 Rational(1), p);
}

DegreeEstimate estimate_degree(const polynomial::Interval& I, const Rational& eps, ErrorKind kind, Precision p) {
  const Rational half_width = I.half_width(), most(1'000'000);
  if (half_width.sign() <= 0 || half_width > most || eps.sign() <= 0 || eps >= Rational(1))
    throw std::domain_error("interval, eps: needed are 0 < half-width <= 1000000 and 0 < eps < 1");
  const Ball h(half_width, p), target = log(Ball(eps, p), p);
  const bool absolute = kind == ErrorKind::absolute;
  const Ball m = absolute ? Ball(I.midpoint(), p) : Ball(0);
  // A hair above N = h, where the factor in front is infinite for relative error.
  const Rational start =
      absolute ? half_width * Rational::power_of_two(-20) : half_width * (Rational(1) + Rational::power_of_two(-20));
  const auto root = [&](bool with_factor) {
    const Function f = [&](const Ball& n) {
      Ball value = sub(add(absolute ? exponent_i(n, h, p) : exponent_j(n, h, p), m, p), target, p);
      return with_factor ? add(value, factor(n, h, absolute ? 1 : -1, p), p) : value;
    };
    if (!certainly(positive(f(Ball(start, p))))) return Ball(0);
    const Ball N = root_of(f, start, max(start * Rational(2), Rational(1)), p), g = sub(N, Ball(1), p);
    return max(g, Ball(0), p);
  };
  return {root(false), root(true)};
}

}  // namespace attest::expoly
