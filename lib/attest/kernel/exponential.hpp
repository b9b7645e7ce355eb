#pragma once

#include <span>

namespace attest::kernel {

/// out[i] = e^{x[i]} for |x[i]| <= exponential_range, which is not checked.
///
/// Guarantee  each is within exponential_error, relatively, of e^{x[i]} (docs/theory/rounding.md, *The exponential*),
///            and e^0 = 1; with and without fused multiply-adds, on which its last bits depend.
/// Throws     std::invalid_argument unless out is as long as x.
/// Cost       17 operations an entry, in the machine's vectors.
/// Laws       property-tests/kernel/definition.cpp
inline constexpr double exponential_range = 700;
inline constexpr double exponential_error = 0x1p-50;
/// The polynomial that stands for e^r, |r| <= 0.3466, lowest coefficient first.
inline constexpr double exponential_polynomial[] = {
    1,
    0x1.0000000000019p+0,
    0x1.ffffffffffe94p-2,
    0x1.555555554c5bfp-3,
    0x1.555555558b61dp-5,
    0x1.1111112c569bep-7,
    0x1.6c16c0cdd64f2p-10,
    0x1.a0197ca6aafc9p-13,
    0x1.a01b59bf31334p-16,
    0x1.72f7857b85d36p-19,
    0x1.273164fdcfdf2p-22,
};
void exponentials(std::span<const double> x, std::span<double> out);

}  // namespace attest::kernel
