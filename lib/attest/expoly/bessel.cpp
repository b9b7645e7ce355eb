#include "attest/expoly/bessel.hpp"

#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

/// (x/2)^k / k! * sum_m (sign x^2/4)^m / (m! (k+1)...(k+m)): I_k for sign +1, J_k for -1.  The terms after the
/// last one kept are below a geometric series of ratio x^2/4 / (m (k+m)) < 1/2.
Ball series(const Rational& x, std::size_t k, int sign, Precision p) {
  const Ball half(x / Rational(2), p);
  const Ball square = mul(Ball(sign), mul(half, half, p), p);
  Ball term = pow(half, k, p), factorial;
  arb_fac_ui(factorial.raw(), k, p.bits());
  term = div(term, factorial, p);

  Ball sum = term;
  for (std::size_t m = 1;; ++m) {
    const Rational ratio = x * x / (Rational(4) * Rational(m) * Rational(k + m));
    term = div(mul(term, square, p), Ball(Integer(m) * Integer(k + m)), p);
    sum = add(sum, term, p);
    if (ratio < Rational(1, 2)) {
      Ball scaled;  // is the next tail, at most |term|, below 2^-p of the sum?
      arb_mul_2exp_si(scaled.raw(), abs(term).raw(), p.bits());
      if (certainly(less(scaled, abs(sum))) || m > 64 + static_cast<std::size_t>(p.bits()) + k)
        return widened(sum, term);
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
  Ball above = series(x, n + 1, +1, p);
  out.value[n] = series(x, n, +1, p);
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

BesselJ bessel_j(const Rational& x, std::size_t first, std::size_t n, Precision p) {
  if (x.sign() <= 0 || x > Rational(100'000))
    throw std::domain_error("x: " + to_text(x) + "; Bessel values J are enclosed for 0 < x <= 100000");
  if (first == 0 || Rational(first) < x || n < first || Rational(n) < Rational(2) * x || n > 1'000'000)
    throw std::domain_error("first, n: " + std::to_string(first) + ", " + std::to_string(n) +
                            "; needed are x <= first <= n, 2x <= n <= 1000000, first >= 1 with x = " + to_text(x));
  const Precision q(p.bits() + 2 * static_cast<long>(ceil(x)) + 32);
  BesselJ out{first, std::vector<Ball>(n - first + 1), {}};
  Ball above = series(x, n + 1, -1, q), here = series(x, n, -1, q);
  // 0 < J_k <= (x/2)^k / k!, each of these at most x / (2(k+1)) <= 1/4 times the one before.
  Ball size = pow(Ball(x / Rational(2), q), n + 1, q), factorial;
  arb_fac_ui(factorial.raw(), n + 1, q.bits());
  size = div(size, factorial, q);
  out.tail = add(hull(Ball(0), div(size, Ball(2), q), q), above, q);
  const Ball two_over_x(Rational(2) / x, q);
  for (std::size_t k = n;; --k) {
    out.value[k - first] = here;
    if (k == first) return out;
    Ball below = sub(mul(mul(two_over_x, Ball(k), q), here, q), above, q);
    above = std::exchange(here, std::move(below));
  }
}

}  // namespace attest::expoly
