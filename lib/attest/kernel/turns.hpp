#pragma once

#include <cstddef>
#include <vector>

namespace attest::kernel {

/// A point c + i s near the unit circle, each coordinate the unevaluated sum of two doubles.
struct Turn {
  double cos = 1, cos_rest = 0, sin = 0, sin_rest = 0;
};

/// One after the other.  Guarantee: the product is within 2^-96 of that of the two as they stand, for |c|, |s| <= 1.01,
/// the rests at most 2^-52 (docs/theory/rounding.md, *Turns*).
[[nodiscard]] Turn times(const Turn& a, const Turn& b);

/// Turns that are multiplied to others many at a time.
class Turns {
 public:
  explicit Turns(const std::vector<Turn>& turns);
  [[nodiscard]] std::size_t size() const { return cos_.size(); }

  /// (x[t], y[t]) turned by times(`by`, turn number first + t): x' = c x - s y, y' = s x + c y, t < n.
  ///
  /// Guarantee  where `settled` says so, and these products are within 2^-90 of points of the circle, each x' and y' is
  ///            within 2^-52 of itself of that point times (x, y).
  /// Throws     std::out_of_range where there are no n turns from `first` on.
  /// Cost       about 60 operations a pair in the machine's vectors.
  /// Laws       property-tests/attention/turned_rows.cpp
  void turn(const Turn& by, std::size_t first, std::size_t n, const double* x, const double* y, double* turned_x,
            double* turned_y) const;

  /// Does the guarantee hold for a pair?  Not where an entry is below 2^-32 (|x| + |y|), or those are tiny or huge.
  [[nodiscard]] static bool settled(double x, double y, double turned_x, double turned_y);

 private:
  std::vector<double> cos_, cos_rest_, sin_, sin_rest_;
};

}  // namespace attest::kernel
