#pragma once

#include "attest/number/rational.hpp"

namespace attest::polynomial {

/// A closed interval [lower, upper] with rational ends, lower <= upper; std::domain_error otherwise.
class Interval {
 public:
  Interval(Rational lower, Rational upper);

  [[nodiscard]] const Rational& lower() const { return lower_; }
  [[nodiscard]] const Rational& upper() const { return upper_; }
  [[nodiscard]] Rational midpoint() const { return (lower_ + upper_) / Rational(2); }
  [[nodiscard]] Rational half_width() const { return (upper_ - lower_) / Rational(2); }
  [[nodiscard]] bool contains(const Rational& x) const { return lower_ <= x && x <= upper_; }
  friend bool operator==(const Interval&, const Interval&) = default;

 private:
  Rational lower_, upper_;
};

}  // namespace attest::polynomial
