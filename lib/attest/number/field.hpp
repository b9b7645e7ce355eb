#pragma once

#include "attest/number/ball.hpp"
#include "attest/number/rational.hpp"

namespace attest {

/// Arithmetic as a value: an algorithm that takes a field is written once, and is exact over Q or an enclosure in
/// balls of a working precision.
///
/// Element  a regular type; `from` embeds an exact number, `add` and `mul` are the operations.
/// Cost     that of Rational and of Ball.
struct RationalField {
  using Element = Rational;
  [[nodiscard]] Rational from(const Rational& x) const { return x; }
  [[nodiscard]] Rational add(const Rational& a, const Rational& b) const { return a + b; }
  [[nodiscard]] Rational mul(const Rational& a, const Rational& b) const { return a * b; }
};

struct BallField {
  using Element = Ball;
  Precision precision;
  [[nodiscard]] Ball from(const Rational& x) const { return {x, precision}; }
  [[nodiscard]] Ball add(const Ball& a, const Ball& b) const { return attest::add(a, b, precision); }
  [[nodiscard]] Ball mul(const Ball& a, const Ball& b) const { return attest::mul(a, b, precision); }
};

}  // namespace attest
