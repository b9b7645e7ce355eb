#pragma once

#include <span>

namespace attest::kernel {

/// out[i] = e^{x[i]} for |x[i]| <= exponential_range, which is not checked.
///
/// Guarantee  each is within exponential_error, relatively, of e^{x[i]} (docs/theory/rounding.md, *The exponential*);
///            the same with fused multiply-adds.
/// Throws     std::invalid_argument unless out is as long as x.
/// Cost       about 35 operations an entry, in the machine's vectors.
/// Laws       property-tests/kernel/definition.cpp
inline constexpr double exponential_range = 700;
inline constexpr double exponential_error = 0x1p-47;
void exponentials(std::span<const double> x, std::span<double> out);

}  // namespace attest::kernel
