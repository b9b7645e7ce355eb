#include "attest/kernel/moments_vectors.hpp"

#include <algorithm>
#include <span>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "attest/kernel/moments_vectors.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#include <hwy/foreach_target.h>  // compiles this file once a width
#include <hwy/highway.h>

#include "attest/kernel/cache_lines.hpp"
#include "attest/kernel/monomial_features.inl"
#include "attest/kernel/panel_products.inl"

#ifndef ATTEST_KERNEL_MOMENTS_ONCE
#define ATTEST_KERNEL_MOMENTS_ONCE
namespace attest::kernel {
namespace {

/// So few features of both groups stay in the innermost cache with those of so many rows.
constexpr std::size_t few_features = 64, few_rows = 64;

}  // namespace
}  // namespace attest::kernel
#endif

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {

/// w[b stride + c] = factor[b factor_stride] v[b stride + c]
void times_columns(const double* factor, std::size_t factor_stride, const double* v, double* w, std::size_t stride,
                   std::size_t rows) {
  const Lanes lanes;
  for (std::size_t b = 0; b < rows; ++b, factor += factor_stride) {
    const Vector x = hn::Set(lanes, *factor);
    for (const double* const end = v + stride; v < end; v += width, w += width)
      hn::Store(hn::Mul(x, hn::Load(lanes, v)), lanes, w);
  }
}

/// As add_columns, for few features: rows stand beside each other in both factors, and nothing is turned.
void add_columns_of_few(const MonomialSplit& split, const DoubleMatrix& K, const DoubleMatrix& V, std::size_t c,
                        std::size_t begin, std::size_t end, double* sums) {
  constexpr std::size_t block = few_rows, fill = MonomialSplit::fill;
  const Lanes lanes;
  // Behind the features of a group stand zeros, which its last panel may reach.
  const std::size_t of_low = split.low().size() * block, of_high = split.high().size() * block, behind = fill * block;
  Numbers room(of_low + of_high + 2 * behind + (K.cols() + 2 * c) * block, Numbers::Start::any);
  double *const low = room.data(), *const high = low + of_low + behind, *const x = high + of_high + behind,
                *const v = x + K.cols() * block, *const w = v + c * block;
  std::fill_n(low + of_low, behind, 0.0);
  std::fill_n(high + of_high, behind, 0.0);
  for (std::size_t first = begin; first < end; first += block) {
    const std::size_t rows = std::min(block, end - first), padded = lines(rows);
    columns_of(K, first, rows, padded, x, block);
    features_by_columns(split.low(), x, padded, low, block);
    features_by_columns(split.high(), x + split.low_variables() * block, padded, high, block);
    columns_of(V, first, rows, padded, v, block);
    for (std::size_t col = V.cols(); col < c; ++col)
      for (std::size_t b = 0; b < padded; ++b) v[col * block + b] = b < rows ? 1 : 0;
    for (const auto& p : split.panels()) {
      const double* const factor = (p.factor_low ? low : high) + p.factor * block;
      const double* const range = (p.factor_low ? high : low) + p.begin * block;
      for (std::size_t col = 0; col < c; ++col)
        for (std::size_t b = 0; b < padded; b += width)
          hn::Store(hn::Mul(hn::Load(lanes, factor + b), hn::Load(lanes, v + (col * block + b))), lanes,
                    w + (col * block + b));
      for (std::size_t i = 0; i < p.end - p.begin; i += fill)
        for (std::size_t col = 0; col < c; col += together) {
          const auto run = c - col >= 3 && together == 3 ? add_dots<together>
                           : c - col >= 2                ? add_dots<2>
                                                         : add_dots<1>;
          run(range + i * block, block, w + col * block, block, padded, sums + (col * split.places() + p.place + i),
              split.places());
        }
    }
  }
}

/// The columns beyond those of V are ones.
void add_columns(const MonomialSplit& split, const DoubleMatrix& K, const DoubleMatrix& V, std::size_t c,
                 std::size_t begin, std::size_t end, double* sums) {
  const std::size_t features = split.low().size() + split.high().size(), block = rows_at_a_time(features);
  if (features <= few_features) return add_columns_of_few(split, K, V, c, begin, end, sums);
  const std::size_t low_stride = row_stride(split.low().size()), high_stride = row_stride(split.high().size());
  const std::size_t v_stride = lines(c);
  Numbers low(block * low_stride, Numbers::Start::any), high(block * high_stride, Numbers::Start::any);
  zero_behind(low.data(), split.low().size(), low_stride, block);
  zero_behind(high.data(), split.high().size(), high_stride, block);
  Numbers v(block * v_stride), w(block * v_stride, Numbers::Start::any);
  Numbers made_low(rows_turned * lines(split.low().size())), made_high(rows_turned * lines(split.high().size()));
  for (std::size_t b = 0; b < block; ++b)
    for (std::size_t col = V.cols(); col < c; ++col) v.data()[b * v_stride + col] = 1;
  for (std::size_t first = begin; first < end; first += block) {
    const std::size_t rows = std::min(block, end - first);
    features_of_rows(split.low(), K, 0, split.low_variables(), first, rows, made_low.data(), low.data(), low_stride);
    features_of_rows(split.high(), K, split.low_variables(), K.cols() - split.low_variables(), first, rows,
                     made_high.data(), high.data(), high_stride);
    for (std::size_t b = 0; b < rows; ++b)
      for (std::size_t col = 0; col < V.cols(); ++col) v.data()[b * v_stride + col] = V(first + b, col);
    for (const auto& p : split.panels()) {
      const double* factor = p.factor_low ? low + p.factor : high + p.factor;
      const std::size_t factor_stride = p.factor_low ? low_stride : high_stride;
      const std::size_t stride = p.factor_low ? high_stride : low_stride;
      times_columns(factor, factor_stride, v.data(), w.data(), v_stride, rows);
      const Tile t{rows,           (p.factor_low ? high + p.begin : low + p.begin),
                   w.data(),       stride,
                   v_stride,       sums + p.place,
                   split.places(), nullptr};
      run_columns<false>(t, p.end - p.begin, c);
    }
  }
}

void add_moments(const MonomialSplit& split, const DoubleMatrix& K, const DoubleMatrix& V, std::size_t begin,
                 std::size_t end, double* sums) {
  add_columns(split, K, V, V.cols(), begin, end, sums);
}
void add_moments_with_ones(const MonomialSplit& split, const DoubleMatrix& K, const DoubleMatrix& V, std::size_t begin,
                           std::size_t end, double* sums) {
  add_columns(split, K, V, V.cols() + 1, begin, end, sums);
}

/// Where out has fewer columns than there are sums: the first of them over the last.
void evaluate_columns(const MonomialSplit& split, const DoubleMatrix& Q, const double* weighted, std::size_t c,
                      std::size_t begin, std::size_t end, DoubleMatrix& out) {
  const Lanes lanes;
  const std::size_t d = Q.cols(), block = rows_at_a_time(split.low().size() + split.high().size());
  constexpr auto any = Numbers::Start::any;
  Numbers x(d * block, any), low(split.low().size() * block, any), high(split.high().size() * block, any),
      sums(c * block, any);
  for (std::size_t first = begin; first < end; first += block) {
    const std::size_t rows = std::min(block, end - first), padded = lines(rows);
    columns_of(Q, first, rows, padded, x.data(), block);
    features_by_columns(split.low(), x.data(), padded, low.data(), block);
    features_by_columns(split.high(), x + split.low_variables() * block, padded, high.data(), block);
    std::fill_n(sums.data(), c * block, 0.0);
    for (const auto& p : split.panels()) {
      Numbers& factors = p.factor_low ? low : high;
      Numbers& range = p.factor_low ? high : low;
      const Tile t{p.end - p.begin, range + p.begin * block,   weighted + p.place * c, block, c, sums.data(),
                   block,           factors + p.factor * block};
      run_columns<true>(t, rows, c);
    }
    if (out.cols() < c)
      for (std::size_t b = 0; b < padded; b += width) {
        const Vector last = hn::Load(lanes, sums + ((c - 1) * block + b));
        for (std::size_t col = 0; col + 1 < c; ++col) {
          double* const sum = sums + (col * block + b);
          hn::Store(hn::Div(hn::Load(lanes, sum), last), lanes, sum);
        }
      }
    double* to = out.row(first).data();
    const double* const from = sums.data();
    const std::size_t columns = out.cols();
    for (std::size_t b = 0; b < rows; ++b, to += columns)
      for (std::size_t col = 0; col < columns; ++col) to[col] = from[col * block + b];
  }
}

void evaluate_rows(const MonomialSplit& split, const DoubleMatrix& Q, const double* weighted, std::size_t begin,
                   std::size_t end, DoubleMatrix& out) {
  evaluate_columns(split, Q, weighted, out.cols(), begin, end, out);
}
void evaluate_quotients(const MonomialSplit& split, const DoubleMatrix& Q, const double* weighted, std::size_t begin,
                        std::size_t end, DoubleMatrix& out) {
  evaluate_columns(split, Q, weighted, out.cols() + 1, begin, end, out);
}

[[maybe_unused]] constexpr Vectors vectors{width,         HWY_NATIVE_FMA == 1, add_moments, add_moments_with_ones,
                                           evaluate_rows, evaluate_quotients};

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "attest/kernel/dispatch.inl"
namespace attest::kernel {

std::span<const Vectors> vectors_of_this_machine() {
  static const std::vector<Vectors> list = ATTEST_ALL(Vectors, vectors);
  return list;
}

const Vectors& widest_vectors() { return vectors_of_this_machine().front(); }

std::size_t rows_at_a_time(std::size_t features) {
  // More features take 384 KB at best.
  if (features <= few_features) return few_rows;
  constexpr std::size_t most = 120, enough = 72, least = 16, cached = 48 << 10, stored = std::size_t{4} << 20;
  const std::size_t rows = std::clamp(cached / features / 24 * 24, enough, most);
  return std::clamp(stored / features / 8 * 8, least, rows);
}

}  // namespace attest::kernel
#endif
