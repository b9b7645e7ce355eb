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
/// Laws     property-tests/expoly/bessel.cpp
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

/// The same for relative error, which sees J where absolute error sees I.  With h the half-width of I, N = g+1,
/// R_g the least sup over I of |1 - p(x) e^{-x}| among polynomials of degree at most g, and rho = e h / (2N):
///     R_g <= 2 (1 + e^h tau) (J_N + J_{N+1} + ...)(h),             tau = sum_{k >= 2N} h^k / k!,
///     R_g >= (2 J_N(h) - fold) / (1 + 2 rho^{2N} / (1 - rho^{2N})),
///     fold = 8 e^h rho^{2N+1} e^{h^2/N} / (1 - rho^{2N} e^{h^2/2N}),  where rho^{2N} e^{h^2/2N} < 1,
/// and R_g >= J_N(h) in any case.  All for N >= h.
///
/// Domain   0 < h <= 20000.
/// Cost     construction O(degrees + h) ball operations, each side O(1).
/// Laws     property-tests/expoly/bessel.cpp
/// Source   ours; proof in docs/theory/expoly.md.
class RelativeSandwich {
 public:
  /// Bessel values are kept until the upper bound is certainly below `floor` (> 0).
  RelativeSandwich(const polynomial::Interval& I, const Rational& floor, Precision p);

  /// Degrees first() .. last() are covered.
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t last() const { return first_ + value_.size() - 1; }
  [[nodiscard]] Ball lower(std::size_t g) const;
  [[nodiscard]] Ball upper(std::size_t g) const;
  /// The polynomial whose relative error upper(g) is: its coefficients in T_0, ..., T_g of (x - m)/h, enclosed; a side
  /// of 0 and up to 2 e^h tail is left open for the Bessel values that were not kept.
  /// Cost   O(g degrees) ball operations.
  [[nodiscard]] std::vector<Ball> coefficients(std::size_t g) const;

 private:
  [[nodiscard]] Ball power_of_rho(std::size_t N, std::size_t exponent) const;

  Precision prec_;
  Rational h_, m_;
  std::size_t first_;
  std::vector<Ball> value_;  // J_{g+1}(h)
  std::vector<Ball> tail_;   // sum over k >= g+1 of J_k(h)
  Ball beyond_;              // the sum over k > last() + 1
};

}  // namespace attest::expoly
