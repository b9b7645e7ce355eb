#include "attest/kernel/turns.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#ifndef ATTEST_KERNEL_TURNS_ONCE
#define ATTEST_KERNEL_TURNS_ONCE
namespace attest::kernel {
namespace {

/// Turns by columns.
struct Table {
  const double *cos, *cos_rest, *sin, *sin_rest;
};

}  // namespace
}  // namespace attest::kernel
#endif

#define HWY_TARGET_INCLUDE "attest/kernel/turns.cpp"
// On x86 the baseline, SSE4, AVX2 and AVX-512 stay; no vectors of unknown size.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // compiles this file once for each
// after it
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<double, 8>;
using V = hn::Vec<D>;

/// A number as the sum of two.
struct Sum {
  V high, low;
};

/// a + b, exactly (Knuth).
HWY_INLINE Sum two_sum(V a, V b) {
  const V s = hn::Add(a, b), t = hn::Sub(s, a);
  return {s, hn::Add(hn::Sub(a, hn::Sub(s, t)), hn::Sub(b, t))};
}

/// a b: exactly, or without fused multiply-adds to within 2^-106.
HWY_INLINE Sum two_product(V a, V b) {
#if HWY_NATIVE_FMA
  const V p = hn::MulAdd(a, b, hn::Zero(D()));  // a product as such might be fused with a sum behind it
  return {p, hn::MulSub(a, b, p)};
#else
  const V p = hn::Mul(a, b);
  // 26 bits of each, and the other 27: but for the last, all four products are exact.
  const D t;
  const hn::RebindToUnsigned<D> bits;
  const auto upper = hn::Set(bits, ~((std::uint64_t{1} << 27) - 1));
  const V a1 = hn::BitCast(t, hn::And(hn::BitCast(bits, a), upper)), a2 = hn::Sub(a, a1);
  const V b1 = hn::BitCast(t, hn::And(hn::BitCast(bits, b), upper)), b2 = hn::Sub(b, b1);
  const V rest = hn::Add(hn::Add(hn::Sub(hn::Mul(a1, b1), p), hn::Mul(a1, b2)), hn::Mul(a2, b1));
  return {p, hn::Add(rest, hn::Mul(a2, b2))};
#endif
}

/// a1 b1 + a2 b2, the b exact where their lower parts are 0.
HWY_INLINE Sum products(const Sum& a1, const Sum& b1, const Sum& a2, const Sum& b2) {
  const Sum p = two_product(a1.high, b1.high), q = two_product(a2.high, b2.high), s = two_sum(p.high, q.high);
  V low = hn::Add(hn::Add(p.low, q.low), s.low);
  low = hn::Add(low, hn::Add(hn::MulAdd(a1.high, b1.low, hn::Mul(a1.low, b1.high)),
                             hn::MulAdd(a2.high, b2.low, hn::Mul(a2.low, b2.high))));
  return two_sum(s.high, low);
}
HWY_INLINE Sum negative(const Sum& a) { return {hn::Neg(a.high), hn::Neg(a.low)}; }

/// One vector from t on.
HWY_INLINE void one(const Turn& by, const Table& table, const double* x, const double* y, std::size_t t, double* out_x,
                    double* out_y) {
  const D d;
  const Sum c1{hn::Set(d, by.cos), hn::Set(d, by.cos_rest)}, s1{hn::Set(d, by.sin), hn::Set(d, by.sin_rest)};
  const Sum c2{hn::LoadU(d, table.cos + t), hn::LoadU(d, table.cos_rest + t)},
      s2{hn::LoadU(d, table.sin + t), hn::LoadU(d, table.sin_rest + t)};
  const Sum c = products(c1, c2, negative(s1), s2), s = products(c1, s2, s1, c2);
  const Sum a{hn::LoadU(d, x + t), hn::Zero(d)}, b{hn::LoadU(d, y + t), hn::Zero(d)};
  hn::StoreU(products(c, a, negative(s), b).high, d, out_x + t);
  hn::StoreU(products(s, a, c, b).high, d, out_y + t);
}

void all(const Turn& by, const Table& table, const double* x, const double* y, std::size_t n, double* out_x,
         double* out_y) {
  const std::size_t lanes = hn::Lanes(D());
  std::size_t t = 0;
  for (; t + lanes <= n; t += lanes) one(by, table, x, y, t, out_x, out_y);
  if (t == n) return;
  double part[8][8] = {};
  const double* from[] = {table.cos, table.cos_rest, table.sin, table.sin_rest, x, y};
  for (std::size_t a = 0; a < 6; ++a) std::copy_n(from[a] + t, n - t, part[a]);
  one(by, {part[0], part[1], part[2], part[3]}, part[4], part[5], 0, part[6], part[7]);
  std::copy_n(part[6], n - t, out_x + t);
  std::copy_n(part[7], n - t, out_y + t);
}

void multiply(const Turn& a, const Turn& b, Turn& out) {
  const D d;
  const Sum c1{hn::Set(d, a.cos), hn::Set(d, a.cos_rest)}, s1{hn::Set(d, a.sin), hn::Set(d, a.sin_rest)};
  const Sum c2{hn::Set(d, b.cos), hn::Set(d, b.cos_rest)}, s2{hn::Set(d, b.sin), hn::Set(d, b.sin_rest)};
  const Sum c = products(c1, c2, negative(s1), s2), s = products(c1, s2, s1, c2);
  out = {hn::GetLane(c.high), hn::GetLane(c.low), hn::GetLane(s.high), hn::GetLane(s.low)};
}

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "attest/kernel/dispatch.inl"
namespace attest::kernel {

Turn times(const Turn& a, const Turn& b) {
  Turn out;
  const Instructions i = chosen_instructions();
  ATTEST_FOR(i, multiply)(a, b, out);
  return out;
}

Turns::Turns(const std::vector<Turn>& turns) {
  for (const Turn& t : turns) {
    cos_.push_back(t.cos);
    cos_rest_.push_back(t.cos_rest);
    sin_.push_back(t.sin);
    sin_rest_.push_back(t.sin_rest);
  }
}

void Turns::turn(const Turn& by, std::size_t first, std::size_t n, const double* x, const double* y, double* turned_x,
                 double* turned_y) const {
  if (first > size() || n > size() - first)
    throw std::out_of_range("turns: " + std::to_string(n) + " from " + std::to_string(first) + " on; there are " +
                            std::to_string(size()));
  const Instructions i = chosen_instructions();
  ATTEST_FOR(i, all)
  (by, {cos_.data() + first, cos_rest_.data() + first, sin_.data() + first, sin_rest_.data() + first}, x, y, n,
   turned_x, turned_y);
}

bool Turns::settled(double x, double y, double turned_x, double turned_y) {
  const double size = std::fabs(x) + std::fabs(y), least = std::min(std::fabs(turned_x), std::fabs(turned_y));
  return size == 0 || (size >= 0x1p-900 && size <= 0x1p900 && least >= 0x1p-32 * size);
}

}  // namespace attest::kernel
#endif
