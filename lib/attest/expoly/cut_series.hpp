#pragma once

#include <cstddef>
#include <vector>

#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// The Chebyshev series of exp on [-b, b] cut after degree g, and how its error grows beyond b: what serves scores of
/// which most are small.  All in double, bounds rounded upward.
///
/// Guarantee  for every z in [0, min(8 b, 40)], every whole t with 2 t <= g + 1, and |s| <= z
///              |polynomial()(s) - e^s| <= floor_up() + excess_up(z) (s/z)^{2t} + rounding_up(z),
///            and excess_up(z) = 0 for z <= b.  floor_up() is at most 1/(1 - b/(2g+4)) times the least error of degree
///            g on [-b, b] where b < 2g + 4 (roundings aside).
/// Domain     1/16 <= b <= 40, g <= 64; std::domain_error otherwise.
/// Cost       O(g^2 + b) operations; excess_up about ten products.
/// Source     ours; docs/theory/spread.md.
/// Laws       property-tests/expoly/cut_series.cpp
class CutSeries {
 public:
  CutSeries(double b, std::size_t g);

  [[nodiscard]] std::size_t degree() const { return g_; }
  [[nodiscard]] polynomial::Polynomial polynomial() const;
  [[nodiscard]] double floor_up() const { return floor_; }
  /// Infinity beyond min(8 b, 40).
  [[nodiscard]] double excess_up(double z) const;
  [[nodiscard]] double rounding_up(double z) const;

 private:
  double b_;
  std::size_t g_;
  std::vector<double> c_;  ///< 2 I_k(b), k = 0 .. end, half of it for k = 0; rounded upward beyond g
  double floor_ = 0, relative_ = 0;
};

}  // namespace attest::expoly
