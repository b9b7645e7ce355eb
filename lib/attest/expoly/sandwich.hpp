#pragma once

#include <vector>

#include "attest/number/ball.hpp"
#include "attest/number/outcome.hpp"
#include "attest/polynomial/interval.hpp"

namespace attest::expoly {

/// The Bessel sandwich: with h the half-width, m the midpoint of I and N = g+1,
///     2 e^m (I_N + I_3N + I_5N + ...)(h)  <=  E_g(I)  <=  2 e^m (I_N + I_{N+1} + ...)(h),
/// where E_g(I) is the least sup over I of |e^x - p(x)| among polynomials of degree at most g.
///
/// Domain   half-width at most 10^6, |midpoint| at most 10^6.
/// Cost     construction O(degrees); lower(g) O(degrees / g), upper(g) O(1) ball operations.
/// Laws     property-tests/expoly/expoly.cpp
/// Source   ours; proof in docs/theory/expoly.md.
class BesselSandwich {
 public:
  /// Bessel values are kept until the upper bound is certainly below `floor` (> 0).
  BesselSandwich(const polynomial::Interval& I, const Rational& floor, Precision p);

  /// Degrees 0 .. degrees()-1 are covered.
  [[nodiscard]] std::size_t degrees() const { return tail_.size(); }
  [[nodiscard]] Ball lower(std::size_t g) const;
  [[nodiscard]] Ball upper(std::size_t g) const;

 private:
  Precision prec_;
  Ball scale_;               // 2 e^m
  std::vector<Ball> value_;  // I_k(h)
  std::vector<Ball> tail_;   // tail_[g] = sum over k > g of I_k(h)
};

}  // namespace attest::expoly
