// e^x in the vectors of one target: included by .cpp files once for each (Highway's foreach_target.h).
#if defined(ATTEST_KERNEL_EXPONENTIAL_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ATTEST_KERNEL_EXPONENTIAL_INL
#undef ATTEST_KERNEL_EXPONENTIAL_INL
#else
#define ATTEST_KERNEL_EXPONENTIAL_INL
#endif

#include <hwy/highway.h>
#include <iterator>

#include "attest/kernel/exponential.hpp"

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {

/// e^x for |x| <= exponential_range, each lane within exponential_error (docs/theory/rounding.md, *The exponential*).
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V exponential(D d, V x) {
  namespace hn = hwy::HWY_NAMESPACE;
  // Adding `shift` rounds to a whole number, which stands in the low bits.
  const auto shift = hn::Set(d, 0x1.8p52), inverse_ln2 = hn::Set(d, 0x1.71547652b82fep+0);
  const auto ln2_high = hn::Set(d, 0x1.62e42fefap-1);      // a multiple of 2^-37: times a whole number below 2^16 exact
  const auto ln2_low = hn::Set(d, 0x1.cf79abc9e3b3ap-40);  // the rest of ln 2
  const auto t = hn::MulAdd(x, inverse_ln2, shift);
  const auto k = hn::Sub(t, shift);
  const auto r = hn::NegMulAdd(k, ln2_low, hn::NegMulAdd(k, ln2_high, x));
  constexpr const auto& c = exponential_polynomial;
  constexpr int degree = static_cast<int>(std::size(c)) - 1;
  auto y = hn::Set(d, c[degree]);
  for (int i = degree; i-- > 0;) y = hn::MulAdd(y, r, hn::Set(d, c[i]));
  // times 2^k, into the exponent
  const hn::RebindToUnsigned<D> bits;
  return hn::BitCast(d, hn::Add(hn::BitCast(bits, y), hn::ShiftLeft<52>(hn::BitCast(bits, t))));
}

}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
