#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

namespace attest::kernel {

/// Upper bounds of sums and products of non-negative doubles, without touching the rounding mode: the
/// rounded result is within half a unit in the last place, so its successor is at least the exact value.
/// Overflow gives infinity, which is a valid upper bound.  Cost one operation and one nextafter.
[[nodiscard]] inline double up(double x) { return std::nextafter(x, std::numeric_limits<double>::infinity()); }
[[nodiscard]] inline double add_up(double a, double b) { return a == 0 ? b : (b == 0 ? a : up(a + b)); }
[[nodiscard]] inline double mul_up(double a, double b) { return a == 0 || b == 0 ? 0 : up(a * b); }
[[nodiscard]] inline double div_up(double a, double b) { return a == 0 ? 0 : up(a / b); }
[[nodiscard]] inline double sqrt_up(double a) { return a == 0 ? 0 : up(std::sqrt(a)); }

/// The unit roundoff of double, 2^-53.
inline constexpr double unit = 0x1p-53;
/// The most an operation that underflows can lose.
inline constexpr double underflow = 0x1p-1074;

/// At least gamma_k = k u / (1 - k u), the relative error of k successive roundings; k < 2^50.
[[nodiscard]] inline double gamma_up(std::size_t k) {
  const double ku = static_cast<double>(k) * unit;  // exact: k < 2^53
  return div_up(ku, 1 - up(ku));
}

}  // namespace attest::kernel
