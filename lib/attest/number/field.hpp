#pragma once

#include <stdexcept>

#include "attest/number/ball.hpp"
#include "attest/number/rational.hpp"
#include "attest/number/text.hpp"

namespace attest {

/// Arithmetic as a value: an algorithm that takes a field is written once, and is exact over Q and Z or an enclosure
/// in balls of a working precision.
///
/// Element  a regular type; `from` embeds an exact number, `add` and `mul` are the operations.
/// Throws   IntegerRing::from std::domain_error for a fraction.
/// Cost     that of Rational, Integer and Ball.
struct RationalField {
  using Element = Rational;
  [[nodiscard]] Rational from(const Rational& x) const { return x; }
  [[nodiscard]] Rational add(const Rational& a, const Rational& b) const { return a + b; }
  [[nodiscard]] Rational mul(const Rational& a, const Rational& b) const { return a * b; }
};

struct IntegerRing {
  using Element = Integer;
  [[nodiscard]] Integer from(const Rational& x) const {
    if (!x.is_integer()) throw std::domain_error("IntegerRing: " + to_text(x) + " is not an integer");
    return x.numerator();
  }
  [[nodiscard]] Integer add(const Integer& a, const Integer& b) const { return a + b; }
  [[nodiscard]] Integer mul(const Integer& a, const Integer& b) const { return a * b; }
};

struct BallField {
  using Element = Ball;
  Precision precision;
  [[nodiscard]] Ball from(const Rational& x) const { return {x, precision}; }
  [[nodiscard]] Ball add(const Ball& a, const Ball& b) const { return attest::add(a, b, precision); }
  [[nodiscard]] Ball mul(const Ball& a, const Ball& b) const { return attest::mul(a, b, precision); }
};

/// Rounded to nearest: for kernels that carry an error bound of their own, never to decide anything.
struct DoubleField {
  using Element = double;
  [[nodiscard]] double from(const Rational& x) const { return x.nearest_double(); }
  [[nodiscard]] double add(double a, double b) const { return a + b; }
  [[nodiscard]] double mul(double a, double b) const { return a * b; }
};

}  // namespace attest
