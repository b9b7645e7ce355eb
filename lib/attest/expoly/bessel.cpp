#include "attest/expoly/bessel.hpp"

#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

/// I_k(x) = (x/2)^k / k! * sum_m (x^2/4)^m / (m! (k+1)...(k+m)); the terms after the last one kept are
/// below a geometric series of ratio x^2/4 / (m (k+m)) < 1/2.
Ball series(const Rational& x, std::size_t k, Precision p) {
  const Ball half(x / Rational(2), p);
  const Ball quarter_square = mul(half, half, p);
  Ball term = pow(half, k, p), factorial;
  arb_fac_ui(factorial.raw(), k, p.bits());
  term = div(term, factorial, p);

  Ball sum = term;
  for (std::size_t m = 1;; ++m) {
    const Rational ratio = x * x / (Rational(4) * Rational(m) * Rational(k + m));
    term = div(mul(term, quarter_square, p), Ball(Integer(m) * Integer(k + m)), p);
    sum = add(sum, term, p);
    if (ratio < Rational(1, 2)) {
      Ball scaled;  // is the next tail, at most `term`, below 2^-p of the sum?
      arb_mul_2exp_si(scaled.raw(), term.raw(), p.bits());
      if (certainly(less(scaled, sum))) return widened(sum, term);
    }
  }
}

}  // namespace

BesselI bessel_i(const Rational& x, std::size_t n, Precision p) {
  if (x.sign() <= 0 || x > Rational(1'000'000))
    throw std::domain_error("x: " + to_text(x) + "; Bessel values are enclosed for 0 < x <= 1000000");
  if (n > 10'000'000 || Rational(n + 2) <= x)
    throw std::domain_error("n: " + std::to_string(n) + "; needed are x - 2 < n <= 10000000 with x = " + to_text(x));

  BesselI out;
  out.value.resize(n + 1);
  Ball above = series(x, n + 1, p);
  out.value[n] = series(x, n, p);
  const Ball two_over_x(Rational(2) / x, p);

  // I_{k+1} <= (x / (2(k+1))) I_k, so the tail is at most I_{n+1} / (1 - x / (2(n+2))), and at least I_{n+1}.
  const Ball ratio(x / (Rational(2) * Rational(n + 2)), p);
  out.tail = hull(above, div(above, sub(Ball(1), ratio, p), p), p);

  for (std::size_t k = n; k > 0; --k) {
    Ball below = add(above, mul(mul(two_over_x, Ball(k), p), out.value[k], p), p);
    above = out.value[k];
    out.value[k - 1] = std::move(below);
  }
  return out;
}

}  // namespace attest::expoly
