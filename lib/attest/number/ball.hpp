#pragma once

#include <concepts>
#include <string>

#include "attest/number/flint.hpp"
#include "attest/number/precision.hpp"
#include "attest/number/rational.hpp"
#include "attest/number/text.hpp"
#include "attest/number/truth.hpp"

namespace attest {

/// A real number known to lie in [midpoint - radius, midpoint + radius]: a value type over Arb.
///
/// Guarantee for all x in X, y in Y: f(x, y) lies in f(X, Y, precision).  There is no operator< and no
///           conversion to bool; comparisons answer Truth.  There is no constructor from a bare double.
/// Throws    std::domain_error where a bound is asked of a ball without one, or whose exponent exceeds
///           2^24 (it would not fit a Rational of sane size).
/// Thread    values may be used from any thread; see thread.hpp for FLINT's caches.
/// Cost      Arb's: 20-50 ns for + and * at 64 bits, about 0.4 us for exp.
/// Laws      property-tests/number/ball.cpp
class Ball {
 public:
  Ball() { arb_init(value_); }
  template <std::integral I>
  Ball(I value) : Ball() {  // NOLINT: integers are exact
    if constexpr (std::is_signed_v<I>)
      arb_set_si(value_, value);
    else
      arb_set_ui(value_, value);
  }
  explicit Ball(const Integer& value);
  Ball(const Rational& value, Precision precision);
  template <std::floating_point F>
  Ball(F) = delete;
  Ball(const Ball& other) : Ball() { arb_set(value_, other.value_); }
  Ball(Ball&& other) noexcept : Ball() { arb_swap(value_, other.value_); }
  Ball& operator=(const Ball& other) {
    arb_set(value_, other.value_);
    return *this;
  }
  Ball& operator=(Ball&& other) noexcept {
    arb_swap(value_, other.value_);
    return *this;
  }
  ~Ball() { arb_clear(value_); }

  /// The point that a finite double is.
  [[nodiscard]] static Ball exact(double value);
  /// A ball that contains [lower, upper]; throws std::domain_error unless lower <= upper.
  [[nodiscard]] static Ball between(const Rational& lower, const Rational& upper, Precision precision);

  [[nodiscard]] bool is_finite() const { return arb_is_finite(value_) != 0; }
  /// Exact bounds, midpoint and radius.
  [[nodiscard]] Rational lower() const;
  [[nodiscard]] Rational upper() const;
  [[nodiscard]] Rational midpoint() const;
  [[nodiscard]] Rational radius() const;

  /// A short rational at least |x| for all x in the ball, within 2^-28 of the least such one relatively, but
  /// not below 2^-1100 unless it is 0: for error bounds, whatever their size.  std::domain_error above 2^(2^24).
  [[nodiscard]] Rational magnitude_upper() const;

  [[nodiscard]] arb_srcptr raw() const { return value_; }
  [[nodiscard]] arb_ptr raw() { return value_; }

 private:
  arb_t value_;
};

[[nodiscard]] Ball neg(const Ball& a);
[[nodiscard]] Ball abs(const Ball& a);
[[nodiscard]] Ball add(const Ball& a, const Ball& b, Precision p);
[[nodiscard]] Ball sub(const Ball& a, const Ball& b, Precision p);
[[nodiscard]] Ball mul(const Ball& a, const Ball& b, Precision p);
/// Not finite when b contains 0.
[[nodiscard]] Ball div(const Ball& a, const Ball& b, Precision p);
[[nodiscard]] Ball pow(const Ball& a, unsigned long e, Precision p);
[[nodiscard]] Ball exp(const Ball& a, Precision p);
/// Not finite unless a is certainly positive (sqrt: non-negative).
[[nodiscard]] Ball log(const Ball& a, Precision p);
[[nodiscard]] Ball sqrt(const Ball& a, Precision p);
[[nodiscard]] Ball constant_pi(Precision p);
/// Sine and cosine, of radians.
struct SinCos {
  Ball sin, cos;
};
[[nodiscard]] SinCos sin_cos(const Ball& a, Precision p);
/// cos(pi x).
[[nodiscard]] Ball cos_pi(const Rational& x, Precision p);
[[nodiscard]] Ball max(const Ball& a, const Ball& b, Precision p);
/// The smallest ball we can give that contains both.
[[nodiscard]] Ball hull(const Ball& a, const Ball& b, Precision p);
/// a with its radius enlarged by r >= 0.
[[nodiscard]] Ball widened(const Ball& a, const Ball& r);

/// Is x < y for the numbers enclosed?  `unknown` where the balls overlap.
[[nodiscard]] Truth less(const Ball& x, const Ball& y);
[[nodiscard]] Truth less_equal(const Ball& x, const Ball& y);
[[nodiscard]] Truth positive(const Ball& x);
[[nodiscard]] Truth equal(const Ball& x, const Ball& y);
/// Facts about the balls as sets; always decided.
[[nodiscard]] bool contains(const Ball& set, const Rational& x);
[[nodiscard]] bool contains(const Ball& set, const Ball& subset);
[[nodiscard]] bool overlap(const Ball& a, const Ball& b);

/// `[lo, hi]` with `digits` significant digits, rounded outward.
[[nodiscard]] std::string to_text(const Ball& a, int digits = 10);

}  // namespace attest
