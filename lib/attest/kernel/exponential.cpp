#include "attest/kernel/exponential.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace attest::kernel {
namespace {

constexpr double shift = 0x1.8p52;  // adding it rounds to a whole number, which stands in the low bits
constexpr double inverse_ln2 = 0x1.71547652b82fep+0;
constexpr double ln2_high = 0x1.62e42fefap-1;      // a multiple of 2^-37: its products with |k| < 2^16 are exact
constexpr double ln2_low = 0x1.cf79abc9e3b3ap-40;  // the rest of ln 2

/// e^r, |r| <= 0.3466: Taylor's polynomial of degree 13.
inline double taylor(double r) {
  constexpr double c[] = {
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
      1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       1.0 / 2,      1.0,         1.0};
  double y = c[0];
  for (int i = 1; i < 14; ++i) y = y * r + c[i];
  return y;
}

inline double exponential(double x) {
  const double t = x * inverse_ln2 + shift, k = t - shift;
  const double r = (x - k * ln2_high) - k * ln2_low;
  const double power = std::bit_cast<double>((std::bit_cast<std::uint64_t>(t) + 1023) << 52);  // 2^k
  return taylor(r) * power;
}

}  // namespace

void exponentials(std::span<const double> x, std::span<double> out) {
  if (x.size() != out.size()) throw std::invalid_argument("exponentials: as many results as arguments are needed");
  const double* from = x.data();
  double* to = out.data();
  for (std::size_t i = 0, n = x.size(); i < n; ++i) to[i] = exponential(from[i]);
}

}  // namespace attest::kernel
