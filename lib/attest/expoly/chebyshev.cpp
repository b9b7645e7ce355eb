#include "attest/expoly/chebyshev.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

#include "attest/expoly/bessel.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::Interval;

void require_domain(const Interval& I, std::size_t g, long bits) {
  if (g > 2000) throw std::domain_error("degree: " + std::to_string(g) + "; allowed are 0 to 2000");
  if (I.half_width() > Rational(1000) || abs(I.midpoint()) > Rational(1000))
    throw std::domain_error("interval: half-width and |midpoint| may be at most 1000");
  if (bits < 8 || bits > 100'000)
    throw std::domain_error("bits: " + std::to_string(bits) + "; allowed are 8 to 100000");
}

}  // namespace

Approximation chebyshev_truncation(const Interval& I, std::size_t g, long bits) {
  require_domain(I, g, bits);
  const Precision p(bits + 128 + static_cast<long>(4 * static_cast<long>(ceil(I.half_width() + abs(I.midpoint())))));
  const Ball scale = exp(Ball(I.midpoint(), p), p);
  if (I.half_width().sign() == 0) {
    const Rational c = round_to_bits(scale.midpoint(), bits);
    const Rational error = abs(sub(scale, Ball(c, p), p)).upper();
    return {polynomial::Polynomial({c}), error, mul(Ball(error, p), exp(Ball(-I.lower(), p), p), p).upper()};
  }

  // The table must reach the g-th coefficient, and far enough that its own tail is geometric.
  const std::size_t n = std::max<std::size_t>(g, static_cast<std::size_t>(ceil(I.half_width())) + 8);
  const BesselI bessel = bessel_i(I.half_width(), n, p);
  Ball error = bessel.tail;
  for (std::size_t k = g + 1; k <= n; ++k) error = add(error, bessel.value[k], p);
  error = mul(mul(Ball(2), scale, p), error, p);

  std::vector<Rational> c;
  for (std::size_t k = 0; k <= g; ++k) {
    const Ball exact = mul(mul(Ball(k == 0 ? 1 : 2), scale, p), bessel.value[k], p);
    c.push_back(round_to_bits(exact.midpoint(), bits));
    error = add(error, abs(sub(exact, Ball(c.back(), p), p)), p);  // |T_k| <= 1
  }
  // From Chebyshev in t = (x - m)/h to monomials in x.
  const Rational inverse = Rational(1) / I.half_width();
  auto q = compose_affine(polynomial::from_chebyshev(c), -I.midpoint() * inverse, inverse);
  const Rational absolute = error.upper();
  return {std::move(q), absolute, mul(Ball(absolute, p), exp(Ball(-I.lower(), p), p), p).upper()};
}

Approximation chebyshev_for_relative_error(const Interval& I, const Rational& eps) {
  if (eps.sign() <= 0 || eps >= Rational(1))
    throw std::domain_error("eps: " + to_text(eps) + "; a relative error between 0 and 1 is needed");
  const auto routes = degree_routes(I, eps, ErrorKind::relative);
  long bits = 32 - static_cast<long>(I.lower().nearest_double() * 1.5 - 1);
  for (Rational e = eps; e < Rational(1); e *= Rational(2)) ++bits;
  bits = std::max(bits, 32L);
  // Rounding the coefficients may cost the last hair: one degree more then.
  for (std::size_t g = *routes.chebyshev;; ++g) {
    auto a = chebyshev_truncation(I, g, bits);
    if (a.relative_error <= eps) return a;
  }
}

}  // namespace attest::expoly
