#include "attest/expoly/sandwich.hpp"

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

}  // namespace attest::expoly
