#include "attest/kernel/exponential.hpp"

#include <cstddef>
#include <stdexcept>

#define HWY_TARGET_INCLUDE "attest/kernel/exponential.cpp"
// On x86 the baseline, SSE4, AVX2 and AVX-512 stay; no vectors of unknown size.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // compiles this file once for each
// after it
#include <hwy/highway.h>

#include "attest/kernel/exponential.inl"

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {

void all(const double* x, double* out, std::size_t n) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<double, 8> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(exponential(d, hn::LoadU(d, x + i)), d, out + i);
  if (i == n) return;
  double last[8] = {};
  for (std::size_t l = 0; i + l < n; ++l) last[l] = x[i + l];
  hn::StoreU(exponential(d, hn::LoadU(d, last)), d, last);
  for (std::size_t l = 0; i + l < n; ++l) out[i + l] = last[l];
}

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "attest/kernel/dispatch.inl"
namespace attest::kernel {

void exponentials(std::span<const double> x, std::span<double> out) {
  if (x.size() != out.size()) throw std::invalid_argument("exponentials: as many results as arguments are needed");
  const Instructions i = chosen_instructions();
  ATTEST_FOR(i, all)(x.data(), out.data(), x.size());
}

}  // namespace attest::kernel
#endif
