// Vectors of doubles of one target: included by .cpp files once for each (Highway's foreach_target.h).
#if defined(ATTEST_KERNEL_LANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ATTEST_KERNEL_LANES_INL
#undef ATTEST_KERNEL_LANES_INL
#else
#define ATTEST_KERNEL_LANES_INL
#endif

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::ScalableTag<double>;
using Vector = hn::Vec<Lanes>;
constexpr std::size_t width = HWY_LANES(double);

}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
