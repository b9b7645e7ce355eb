#include "attest/expoly/taylor.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/number/text.hpp"

namespace attest::expoly {

polynomial::Polynomial taylor(std::size_t g) {
  if (g > 10'000) throw std::domain_error("degree: " + std::to_string(g) + "; allowed are 0 to 10000");
  std::vector<Rational> c{Rational(1)};
  for (std::size_t k = 1; k <= g; ++k) c.push_back(c.back() / Rational(k));
  return polynomial::Polynomial(std::move(c));
}

Ball taylor_relative_bound(const Rational& beta, std::size_t g, Precision p) {
  if (beta.sign() < 0) throw std::domain_error("beta: " + to_text(beta) + "; it is a bound of |x|, so at least 0");
  const Ball b(beta, p);
  Ball factorial;
  arb_fac_ui(factorial.raw(), g + 1, p.bits());
  return div(mul(exp(b, p), pow(b, g + 1, p), p), factorial, p);
}

std::size_t taylor_relative_degree(const polynomial::Interval& I, const Rational& eps) {
  const Rational beta = I.half_width();
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_text(eps) + "; it must be positive");
  if (beta > Rational(5'000)) throw std::domain_error("interval: wider than 10000");
  const Precision p(128);
  Ball bound = mul(exp(Ball(beta, p), p), Ball(beta, p), p);  // g = 0
  const Ball target(eps, p);
  std::size_t g = 0;
  while (!certainly(less_equal(bound, target))) {
    ++g;
    bound = div(mul(bound, Ball(beta, p), p), Ball(g + 1), p);
  }
  return g;
}

}  // namespace attest::expoly
