#include "attest/expoly/sandwich.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "attest/expoly/bessel.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {

BesselSandwich::BesselSandwich(const polynomial::Interval& I, const Rational& floor, Precision p) : prec_(p) {
  if (floor.sign() <= 0) throw std::domain_error("eps: " + to_text(floor) + "; it must be positive");
  const Rational h = I.half_width(), m = I.midpoint(), most(1'000'000);
  if (h > most || abs(m) > most)
    throw std::domain_error("interval: [" + to_text(I.lower()) + ", " + to_text(I.upper()) +
                            "]; half-width and |midpoint| may be at most 1000000");
  scale_ = mul(Ball(2), exp(Ball(m, p), p), p);
  if (h.sign() == 0) {  // one point: a constant is exact
    value_ = {Ball(1), Ball(0)};
    tail_ = {Ball(0)};
    return;
  }
  const Ball target(floor, p);
  for (std::size_t n = static_cast<std::size_t>(std::ceil(h.nearest_double())) + 32;; n += n / 2) {
    BesselI b = bessel_i(h, n, p);
    if (!certainly(less(mul(scale_, b.tail, p), target)) && n < 6'000'000) continue;
    value_ = std::move(b.value);
    tail_.resize(n + 1);
    tail_[n] = std::move(b.tail);
    for (std::size_t g = n; g > 0; --g) tail_[g - 1] = add(tail_[g], value_[g], p);
    return;
  }
}

Ball BesselSandwich::lower(std::size_t g) const {
  Ball sum;
  for (std::size_t k = g + 1; k < value_.size(); k += 2 * (g + 1)) sum = add(sum, value_[k], prec_);
  return mul(scale_, sum, prec_);
}

Ball BesselSandwich::upper(std::size_t g) const { return mul(scale_, tail_.at(g), prec_); }

RelativeSandwich::RelativeSandwich(const polynomial::Interval& I, const Rational& floor, Precision p)
    : prec_(p), h_(I.half_width()), m_(I.midpoint()) {
  if (floor.sign() <= 0) throw std::domain_error("eps: " + to_text(floor) + "; it must be positive");
  if (h_.sign() <= 0 || h_ > Rational(20'000))
    throw std::domain_error("interval: half-width " + to_text(h_) + "; needed are 0 < half-width <= 20000");
  const std::size_t N = std::max<std::size_t>(1, static_cast<std::size_t>(ceil(h_)));
  first_ = N - 1;
  const Ball target(floor, p);
  for (std::size_t n = 2 * N + 32;; n += n / 2) {
    const BesselJ b = bessel_j(h_, N, n, p);
    value_ = b.value;
    beyond_ = b.tail;
    tail_.assign(value_.size(), b.tail);
    for (std::size_t i = value_.size(); i-- > 0;)
      tail_[i] = add(i + 1 < value_.size() ? tail_[i + 1] : b.tail, value_[i], p);
    if (certainly(less(upper(last()), target)) || n > 600'000) return;
  }
}

Ball RelativeSandwich::power_of_rho(std::size_t N, std::size_t exponent) const {
  const Ball rho = mul(exp(Ball(1), prec_), Ball(h_ / Rational(2 * N), prec_), prec_);
  return pow(rho, exponent, prec_);
}

Ball RelativeSandwich::lower(std::size_t g) const {
  const std::size_t N = g + 1;
  const Ball& J = value_.at(g - first_);
  const Ball square(h_ * h_ / Rational(2 * N), prec_);
  const Ball rho = power_of_rho(N, 2 * N), ratio = mul(rho, exp(square, prec_), prec_);
  if (!certainly(less(ratio, Ball(1)))) return J;
  Ball fold = mul(mul(Ball(8), exp(Ball(h_, prec_), prec_), prec_), power_of_rho(N, 2 * N + 1), prec_);
  fold = div(mul(fold, exp(mul(Ball(2), square, prec_), prec_), prec_), sub(Ball(1), ratio, prec_), prec_);
  const Ball norm = add(Ball(1), div(mul(Ball(2), rho, prec_), sub(Ball(1), rho, prec_), prec_), prec_);
  return max(J, div(sub(mul(Ball(2), J, prec_), fold, prec_), norm, prec_), prec_);
}

Ball RelativeSandwich::upper(std::size_t g) const {
  const std::size_t N = g + 1;
  // tau: its terms fall at least by h / (2N+1) < 1/2 each.
  Ball tau = pow(Ball(h_, prec_), 2 * N, prec_), factorial;
  arb_fac_ui(factorial.raw(), 2 * N, prec_.bits());
  tau = div(div(tau, factorial, prec_), Ball(Rational(1) - h_ / Rational(2 * N + 1), prec_), prec_);
  const Ball folded = add(Ball(1), mul(exp(Ball(h_, prec_), prec_), tau, prec_), prec_);
  return mul(mul(Ball(2), folded, prec_), tail_.at(g - first_), prec_);
}

std::vector<Ball> RelativeSandwich::coefficients(std::size_t g) const {
  // c_n = I_n - sum over k > g of J_k (h^{k-n}/(k-n)! + h^{k+n}/(k+n)!), doubled but for n = 0, times e^m.
  const std::size_t K = last() + 1;
  const BesselI bessel = bessel_i(h_, std::max(g, first_ + 1), prec_);
  std::vector<Ball> term{Ball(1)};  // h^k / k!
  for (std::size_t k = 1; k <= K + g; ++k)
    term.push_back(div(mul(term.back(), Ball(h_, prec_), prec_), Ball(k), prec_));
  const Ball open = mul(mul(Ball(2), exp(Ball(h_, prec_), prec_), prec_), beyond_, prec_);
  const Ball rest = Ball::between(Rational(0), open.upper(), prec_), scale = exp(Ball(m_, prec_), prec_);
  std::vector<Ball> c;
  for (std::size_t n = 0; n <= g; ++n) {
    Ball sum = rest;
    for (std::size_t k = g + 1; k <= K; ++k)
      sum = add(sum, mul(value_[k - 1 - first_], add(term[k - n], term[k + n], prec_), prec_), prec_);
    c.push_back(mul(mul(Ball(n == 0 ? 1 : 2), scale, prec_), sub(bessel.value[n], sum, prec_), prec_));
  }
  return c;
}

}  // namespace attest::expoly
