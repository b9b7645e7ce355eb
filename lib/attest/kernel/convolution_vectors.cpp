#include "attest/kernel/convolution_vectors.hpp"

#include <algorithm>
#include <bit>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "attest/kernel/convolution_vectors.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // compiles this file once a width
// after it
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace attest::kernel {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::CappedTag<double, 8>;
using Vector = hn::Vec<Lanes>;
constexpr std::size_t block = 8, both = 2 * block;
constexpr std::size_t width = std::min<std::size_t>(HWY_LANES(double), block);

struct Complex {
  Vector re, im;
};
HWY_INLINE Complex get(const double* z) {
  const Lanes t;
  return {hn::Load(t, z), hn::Load(t, z + block)};
}
HWY_INLINE void put(const Complex& x, double* z) {
  const Lanes t;
  hn::Store(x.re, t, z);
  hn::Store(x.im, t, z + block);
}
HWY_INLINE Complex number(double re, double im) {
  const Lanes t;
  return {hn::Set(t, re), hn::Set(t, im)};
}
HWY_INLINE Complex add(const Complex& x, const Complex& y) { return {hn::Add(x.re, y.re), hn::Add(x.im, y.im)}; }
HWY_INLINE Complex sub(const Complex& x, const Complex& y) { return {hn::Sub(x.re, y.re), hn::Sub(x.im, y.im)}; }
/// x w, and x conj(w).
HWY_INLINE Complex mul(const Complex& x, const Complex& w) {
  return {hn::MulSub(x.re, w.re, hn::Mul(x.im, w.im)), hn::MulAdd(x.re, w.im, hn::Mul(x.im, w.re))};
}
HWY_INLINE Complex mul_conj(const Complex& x, const Complex& w) {
  return {hn::MulAdd(x.re, w.re, hn::Mul(x.im, w.im)), hn::MulSub(x.im, w.re, hn::Mul(x.re, w.im))};
}
/// (x, y) -> (x + w y, x - w y), and back, twice the numbers.
HWY_INLINE void split(Complex& x, Complex& y, const Complex& w) {
  const Complex p = mul(y, w);
  y = sub(x, p);
  x = add(x, p);
}
HWY_INLINE void join(Complex& x, Complex& y, const Complex& w) {
  const Complex d = sub(x, y);
  x = add(x, y);
  y = mul_conj(d, w);
}
/// The same with i w for w.
HWY_INLINE void split_i(Complex& x, Complex& y, const Complex& w) {
  const Complex p = mul(y, w);
  y = {hn::Add(x.re, p.im), hn::Sub(x.im, p.re)};
  x = {hn::Sub(x.re, p.im), hn::Add(x.im, p.re)};
}
HWY_INLINE void join_i(Complex& x, Complex& y, const Complex& w) {
  const Complex d = sub(x, y), turned{d.im, hn::Sub(hn::Zero(Lanes()), d.re)};
  x = add(x, y);
  y = mul_conj(turned, w);
}

/// Both stages below a node of 4 q blocks with root u, whose children have the roots v and i v.
template <bool forward>
HWY_INLINE void pass_of_two(double* z, std::size_t q, const Complex& u, const Complex& v) {
  const std::size_t quarter = q * both;
  for (std::size_t k = 0; k < quarter; k += both)
    for (std::size_t l = 0; l < block; l += width) {
      double* at = z + k + l;
      Complex a = get(at), b = get(at + quarter), c = get(at + 2 * quarter), d = get(at + 3 * quarter);
      if constexpr (forward) {
        split(a, c, u);
        split(b, d, u);
        split(a, b, v);
        split_i(c, d, v);
      } else {
        join(a, b, v);
        join_i(c, d, v);
        join(a, c, u);
        join(b, d, u);
      }
      put(a, at);
      put(b, at + quarter);
      put(c, at + 2 * quarter);
      put(d, at + 3 * quarter);
    }
}
template <bool forward>
HWY_INLINE void pass_of_one(double* z, std::size_t q, const Complex& u) {
  for (std::size_t k = 0; k < q * both; k += both)
    for (std::size_t l = 0; l < block; l += width) {
      Complex a = get(z + k + l), b = get(z + k + l + q * both);
      forward ? split(a, b, u) : join(a, b, u);
      put(a, z + k + l);
      put(b, z + k + l + q * both);
    }
}

constexpr std::size_t cached = 128;  // blocks, 16 KB

/// m <= cached: level after level; the children of the smallest nodes are single blocks.
template <bool forward>
void levels(double* z, std::size_t m, std::size_t k, const double* wr, const double* wi) {
  const auto level = [&](std::size_t size) {
    const std::size_t nodes = m / size;
    for (std::size_t i = 0; i < nodes; ++i) {
      const std::size_t node = nodes * k + i;
      const Complex u = number(wr[node], wi[node]);
      if (size == 2)
        pass_of_one<forward>(z + i * size * both, 1, u);
      else
        pass_of_two<forward>(z + i * size * both, size / 4, u, number(wr[2 * node], wi[2 * node]));
    }
  };
  if constexpr (forward) {
    for (std::size_t size = m; size > 1; size /= 4) level(size);
  } else {
    for (std::size_t size = std::countr_zero(m) % 2 == 1 ? 2 : 4; size <= m; size *= 4) level(size);
  }
}

/// Larger ones a quarter at a time.
template <bool forward>
void transform(double* z, std::size_t m, std::size_t k, const double* wr, const double* wi) {
  if (m <= cached) return levels<forward>(z, m, k, wr, wi);
  const std::size_t q = m / 4;
  const auto quarters = [&] {
    for (std::size_t i = 0; i < 4; ++i) transform<forward>(z + i * q * both, q, 4 * k + i, wr, wi);
  };
  if (!forward) quarters();
  pass_of_two<forward>(z, q, number(wr[k], wi[k]), number(wr[2 * k], wi[2 * k]));
  if (forward) quarters();
}

/// Of each block b modulo t^8 - c: c b and b, first the real parts.
void prepare(const double* z, std::size_t m, std::size_t k, const double* wr, const double* wi, double* factor) {
  const Lanes t;
  for (std::size_t i = 0; i < m; ++i) {
    const std::size_t node = m * k + i;
    const double sign = node % 2 == 0 ? 1 : -1;
    const Complex c = number(sign * wr[node / 2], sign * wi[node / 2]);
    for (std::size_t l = 0; l < block; l += width) {
      const Complex b = get(z + i * both + l), cb = mul(b, c);
      double* at = factor + i * 2 * both + l;
      hn::Store(cb.re, t, at);
      hn::Store(b.re, t, at + block);
      hn::Store(cb.im, t, at + both);
      hn::Store(b.im, t, at + both + block);
    }
  }
}

void multiply(double* z, std::size_t m, const double* factor) {
  const Lanes t;
  for (std::size_t k = 0; k < m; ++k, z += both, factor += 2 * both) {
    Complex c[block / width];
#pragma GCC unroll 4
    for (std::size_t l = 0; l < block / width; ++l) {
      Vector rr = hn::Zero(t), ii = rr, ri = rr, ir = rr;
#pragma GCC unroll 8
      for (std::size_t i = 0; i < block; ++i) {
        const Complex a = number(z[i], z[block + i]);
        const double* at = factor + l * width + block - i;
        const Vector re = hn::LoadU(t, at), im = hn::LoadU(t, at + both);
        rr = hn::MulAdd(a.re, re, rr);
        ii = hn::MulAdd(a.im, im, ii);
        ri = hn::MulAdd(a.re, im, ri);
        ir = hn::MulAdd(a.im, re, ir);
      }
      c[l] = {hn::Sub(rr, ii), hn::Add(ri, ir)};
    }
#pragma GCC unroll 4
    for (std::size_t l = 0; l < block / width; ++l) put(c[l], z + l * width);
  }
}

double load(const double* x, std::size_t n, double f, double* to) {
  const Lanes t;
  Vector sums[block / width];
  for (Vector& s : sums) s = hn::Zero(t);
  const Vector factor = hn::Set(t, f);
  for (std::size_t i = 0; i + block <= n; i += block)
#pragma GCC unroll 4
    for (std::size_t l = 0; l < block / width; ++l) {
      const Vector y = hn::Mul(hn::LoadU(t, x + i + l * width), factor);
      hn::Store(y, t, to + 2 * i + l * width);
      sums[l] = hn::MulAdd(y, y, sums[l]);
    }
  double part[block], sum = 0;
  for (std::size_t l = 0; l < block / width; ++l) hn::StoreU(sums[l], t, part + l * width);
  for (const double s : part) sum += s;
  for (std::size_t i = n / block * block; i < n; ++i) {
    const double y = x[i] * f;
    to[2 * (i / block * block) + i % block] = y;
    sum += y * y;
  }
  return sum;
}

void store(const double* from, std::size_t n, double f, double* out) {
  const Lanes t;
  const Vector factor = hn::Set(t, f);
  for (std::size_t i = 0; i + block <= n; i += block)
    for (std::size_t l = 0; l < block; l += width)
      hn::StoreU(hn::Mul(hn::Load(t, from + 2 * i + l), factor), t, out + i + l);
  for (std::size_t i = n / block * block; i < n; ++i) out[i] = from[2 * (i / block * block) + i % block] * f;
}

void squares(const double* z, std::size_t m, double* sums) {
  const Lanes t;
  for (std::size_t l = 0; l < block; l += width) {
    Vector re = hn::Zero(t), im = re;
    for (std::size_t k = 0; k < m; ++k) {
      const Complex x = get(z + k * both + l);
      re = hn::MulAdd(x.re, x.re, re);
      im = hn::MulAdd(x.im, x.im, im);
    }
    double part[width];
    hn::StoreU(hn::Add(re, im), t, part);
    for (std::size_t i = 0; i < width; ++i) sums[l + i] += part[i];
  }
}

/// The sum of eight, in one order for every width.
HWY_INLINE double total(const double* x) { return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])); }

void dots(const double* a, const double* b, std::size_t bundles, std::size_t stride, std::size_t m, double* out) {
  const Lanes t;
  for (std::size_t k = 0; k < m; ++k, a += both, b += both, out += both) {
    alignas(64) double lanes[both];
    for (std::size_t l = 0; l < block; l += width) {
      Vector rr = hn::Zero(t), ii = rr, ri = rr, ir = rr;
      for (std::size_t i = 0; i < bundles; ++i) {
        const Complex x = get(a + i * stride + l), y = get(b + i * stride + l);
        rr = hn::MulAdd(x.re, y.re, rr);
        ii = hn::MulAdd(x.im, y.im, ii);
        ri = hn::MulAdd(x.re, y.im, ri);
        ir = hn::MulAdd(x.im, y.re, ir);
      }
      put({hn::Sub(rr, ii), hn::Add(ri, ir)}, lanes + l);
    }
    out[0] = total(lanes);
    out[block] = total(lanes + block);
  }
}

void multiply_add(const double* x, const double* y, std::size_t n, double* sum) {
  const Lanes t;
  for (std::size_t i = 0; i < n; i += width)
    hn::StoreU(hn::MulAdd(hn::LoadU(t, x + i), hn::LoadU(t, y + i), hn::LoadU(t, sum + i)), t, sum + i);
}

std::uint64_t largest(const double* x, std::size_t n) {
  const Lanes t;
  const hn::RebindToUnsigned<Lanes> bits;
  auto most = hn::Zero(bits);
  std::size_t i = 0;
  for (; i + width <= n; i += width) most = hn::Max(most, hn::BitCast(bits, hn::Abs(hn::LoadU(t, x + i))));
  std::uint64_t lanes[width];
  hn::StoreU(most, bits, lanes);
  std::uint64_t all = *std::max_element(lanes, lanes + width);
  for (; i < n; ++i) all = std::max(all, std::bit_cast<std::uint64_t>(x[i]) & ~(std::uint64_t{1} << 63));
  return all;
}

[[maybe_unused]] constexpr ConvolutionVectors convolution{
    width, HWY_NATIVE_FMA == 1, transform<true>, transform<false>, prepare, multiply, load, store, squares,
    dots,  multiply_add,        largest};

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace attest::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "attest/kernel/dispatch.inl"
namespace attest::kernel {

std::span<const ConvolutionVectors> convolution_vectors() {
  static const std::vector<ConvolutionVectors> list = ATTEST_ALL(ConvolutionVectors, convolution);
  return list;
}

}  // namespace attest::kernel
#endif
