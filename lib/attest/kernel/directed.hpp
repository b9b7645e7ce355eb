#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace attest::kernel {

/// Upper bounds of sums and products of non-negative doubles, without touching the rounding mode: the
/// rounded result is within half a unit in the last place, so its successor is at least the exact value.
/// Overflow gives infinity, which is a valid upper bound.  Cost one operation and a few on whole numbers.
///
/// The next double above x (std::nextafter's, without its call): the patterns of the positive doubles, and of the
/// negative ones by absolute value, stand in order; and the next below.
[[nodiscard]] inline double up(double x) {
  if (!(x < std::numeric_limits<double>::infinity())) return x;
  if (x == 0) return std::numeric_limits<double>::denorm_min();
  const auto bits = std::bit_cast<std::int64_t>(x);
  return std::bit_cast<double>(x > 0 ? bits + 1 : bits - 1);
}
[[nodiscard]] inline double down(double x) { return -up(-x); }
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
