#include "attest/kernel/moments_vectors.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "attest/kernel/moments_vectors.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#include <hwy/foreach_target.h>  // compiles this file once a width
#include <hwy/highway.h>

#ifndef ATTEST_KERNEL_MOMENTS_ONCE
#define ATTEST_KERNEL_MOMENTS_ONCE
namespace attest::kernel {
namespace {

/// Numbers that begin at a cache line: zeros, or whatever was there.
class Numbers {
 public:
  enum class Start { zeros, any };
  explicit Numbers(std::size_t n, Start start = Start::zeros)
      : store_(start == Start::zeros ? std::make_unique<double[]>(n + line)
                                     : std::make_unique_for_overwrite<double[]>(n + line)) {
    const auto address = reinterpret_cast<std::uintptr_t>(store_.get());
    begin_ = store_.get() + (64 - address % 64) % 64 / sizeof(double);
  }
  static constexpr std::size_t line = 8;
  [[nodiscard]] double* data() { return begin_; }
  double* operator+(std::size_t i) { return begin_ + i; }

 private:
  std::unique_ptr<double[]> store_;
  double* begin_;
};

std::size_t lines(std::size_t n) { return (n + Numbers::line - 1) / Numbers::line * Numbers::line; }
/// Room for a row of n numbers that is read and written a whole vector at a time, at an odd number of lines from the
/// next, so that rows do not fall on each other in the cache.
std::size_t row_stride(std::size_t n) { return (lines(n + Numbers::line) / Numbers::line | 1) * Numbers::line; }

/// So few features of both groups stay in the innermost cache with those of so many rows.
constexpr std::size_t few_features = 64, few_rows = 64;

/// Rows whose features are made together before they are stored row by row.
[[maybe_unused]] constexpr std::size_t rows_turned = 8;

/// Part i of n things in `parts` nearly equal parts begins here.
constexpr std::size_t cut(std::size_t n, std::size_t parts, std::size_t i) { return n * i / parts; }

}  // namespace
}  // namespace attest::kernel
#endif

HWY_BEFORE_NAMESPACE();
namespace attest::kernel {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::ScalableTag<double>;
using Vector = hn::Vec<Lanes>;
constexpr std::size_t width = HWY_LANES(double);

/// Accumulators are held in registers: most columns at once, and vectors beside them.
#if HWY_TARGET <= HWY_AVX3
constexpr std::size_t registers = 28, most_columns = 9, together = 3;
#else
constexpr std::size_t registers = 12, most_columns = 6, together = 2;
#endif
constexpr std::size_t most_vectors(std::size_t columns) { return std::min<std::size_t>(6, registers / columns); }

/// acc[i][j] += sum over the steps of a[i] b[j]: vectors of a, single numbers of b.  The sums start from what is at
/// `sums`, and return there (moments); or start from 0, and are added there times `factor` (evaluation).
struct Tile {
  std::size_t steps;
  const double *a, *b;
  std::size_t a_stride, b_stride;
  double* sums;
  std::size_t sums_stride;
  const double* factor;
};

template <std::size_t vectors, std::size_t columns, bool evaluating>
void run(const Tile& t) {
  const Lanes lanes;
  // Copies, as a store of a vector might change t.
  double* const sums = t.sums;
  const double* const factor = t.factor;
  const std::size_t stride = t.sums_stride, a_stride = t.a_stride, b_stride = t.b_stride;
  Vector acc[vectors][columns];
#pragma GCC unroll 16
  for (std::size_t i = 0; i < vectors; ++i)
#pragma GCC unroll 16
    for (std::size_t j = 0; j < columns; ++j)
      acc[i][j] = evaluating ? hn::Zero(lanes) : hn::LoadU(lanes, sums + j * stride + i * width);
  const double *a = t.a, *b = t.b;
  for (std::size_t step = t.steps; step > 0; --step, a += a_stride, b += b_stride) {
    Vector x[vectors];
#pragma GCC unroll 16
    for (std::size_t i = 0; i < vectors; ++i) x[i] = hn::LoadU(lanes, a + i * width);
#pragma GCC unroll 16
    for (std::size_t j = 0; j < columns; ++j) {
      const Vector y = hn::Set(lanes, b[j]);
#pragma GCC unroll 16
      for (std::size_t i = 0; i < vectors; ++i) acc[i][j] = hn::MulAdd(x[i], y, acc[i][j]);
    }
  }
#pragma GCC unroll 16
  for (std::size_t i = 0; i < vectors; ++i) {
#pragma GCC unroll 16
    for (std::size_t j = 0; j < columns; ++j) {
      double* to = sums + j * stride + i * width;
      const Vector sum =
          evaluating ? hn::MulAdd(hn::LoadU(lanes, factor + i * width), acc[i][j], hn::LoadU(lanes, to)) : acc[i][j];
      hn::StoreU(sum, lanes, to);
    }
  }
}

using Run = void (*)(const Tile&);

template <bool evaluating, std::size_t columns, std::size_t... v>
constexpr std::array<Run, 6> runs_of(std::index_sequence<v...>) {
  return {run<v + 1, columns, evaluating>...};
}
template <bool evaluating, std::size_t... c>
constexpr std::array<std::array<Run, 6>, most_columns> all_runs(std::index_sequence<c...>) {
  return {runs_of<evaluating, c + 1>(std::make_index_sequence<most_vectors(c + 1)>())...};
}
template <bool evaluating>
constexpr auto runs = all_runs<evaluating>(std::make_index_sequence<most_columns>());

/// One group of columns over `n` numbers of a, in nearly equal tiles.
template <bool evaluating>
void run_tiles(Tile t, std::size_t n, std::size_t columns) {
  const std::size_t vectors = (n + width - 1) / width, most = most_vectors(columns);
  const std::size_t parts = (vectors + most - 1) / most;
  const Tile whole = t;
  for (std::size_t p = 0; p < parts; ++p) {
    const std::size_t from = cut(vectors, parts, p), to = cut(vectors, parts, p + 1);
    t.a = whole.a + from * width;
    t.sums = whole.sums + from * width;
    if (evaluating) t.factor = whole.factor + from * width;
    runs<evaluating>[columns - 1][to - from - 1](t);
  }
}

/// All columns, in nearly equal groups.
template <bool evaluating>
void run_columns(const Tile& whole, std::size_t n, std::size_t columns) {
  const std::size_t groups = (columns + most_columns - 1) / most_columns;
  for (std::size_t q = 0; q < groups; ++q) {
    const std::size_t from = cut(columns, groups, q), to = cut(columns, groups, q + 1);
    Tile t = whole;
    t.b += from;
    t.sums += from * whole.sums_stride;
    run_tiles<evaluating>(t, n, to - from);
  }
}

/// Features of `padded` rows, those of a feature side by side; x is X by columns, zeros behind the last row.
void features_by_columns(const MonomialGroup& group, const double* x, std::size_t padded, double* f,
                         std::size_t stride) {
  const Lanes lanes;
  std::fill_n(f, padded, 1.0);
  for (const auto& run : group.runs) {
    // Copies, as a store of a vector might change the run.
    const double *const variable = x + run.variable * stride, *const first = f + run.from * stride;
    double* const first_to = f + run.to * stride;
    // The inner loop takes as many turns each time; runs are of all lengths.
    for (std::size_t i = 0; i < run.length * stride; i += stride)
      for (std::size_t b = 0; b < padded; b += width)
        hn::StoreU(hn::Mul(hn::LoadU(lanes, variable + b), hn::LoadU(lanes, first + i + b)), lanes, first_to + i + b);
  }
}

/// to[b to_stride + i] = from[i rows + b] for eight features i of eight rows b.
void turn(const double* from, double* to, std::size_t to_stride) {
#if HWY_TARGET <= HWY_AVX3
  const Lanes lanes;
  const auto at = [&](std::size_t i) { return hn::LoadU(lanes, from + i * width); };
  for (std::size_t odd = 0; odd < 2; ++odd) {  // pairs of features for every other row, then pairs of pairs
    const auto pair = [&](std::size_t i) {
      return odd == 0 ? hn::InterleaveLower(lanes, at(i), at(i + 1)) : hn::InterleaveUpper(lanes, at(i), at(i + 1));
    };
    const Vector a = pair(0), b = pair(2), c = pair(4), d = pair(6);
    const Vector ab = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(b), a),
                 cd = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(d), c);
    const Vector ba = hn::OddEvenBlocks(b, hn::SwapAdjacentBlocks(a)),
                 dc = hn::OddEvenBlocks(d, hn::SwapAdjacentBlocks(c));
    double* const row = to + odd * to_stride;
    hn::StoreU(hn::ConcatLowerLower(lanes, cd, ab), lanes, row);
    hn::StoreU(hn::ConcatLowerLower(lanes, dc, ba), lanes, row + 2 * to_stride);
    hn::StoreU(hn::ConcatUpperUpper(lanes, cd, ab), lanes, row + 4 * to_stride);
    hn::StoreU(hn::ConcatUpperUpper(lanes, dc, ba), lanes, row + 6 * to_stride);
  }
#else
  for (std::size_t b = 0; b < rows_turned; ++b)
    for (std::size_t i = 0; i < 8; ++i) to[b * to_stride + i] = from[i * rows_turned + b];
#endif
}

/// The same for `rows` rows of X from `begin` on, a row's features side by side: made for eight rows at a time in
/// `made`, zeros but for the features, and turned.
void features_of_rows(const MonomialGroup& group, const DoubleMatrix& X, std::size_t variable, std::size_t variables,
                      std::size_t begin, std::size_t rows, double* made, double* f, std::size_t stride) {
  std::vector<double> x(variables * rows_turned);
  for (std::size_t first = 0; first < rows; first += rows_turned) {
    for (std::size_t b = 0; b < rows_turned; ++b)
      for (std::size_t l = 0; l < variables; ++l)
        x[l * rows_turned + b] = first + b < rows ? X(begin + first + b, variable + l) : 0;
    features_by_columns(group, x.data(), rows_turned, made, rows_turned);
    for (std::size_t i = 0; i < group.size(); i += 8) turn(made + i * rows_turned, f + first * stride + i, stride);
  }
}

/// Zeros behind the features of each row, which the last vector of a range may reach.
void zero_behind(double* f, std::size_t features, std::size_t stride, std::size_t rows) {
  for (std::size_t b = 0; b < rows; ++b) std::fill(f + b * stride + features, f + (b + 1) * stride, 0.0);
}

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

/// The rows of Q from `first` on by columns, and zeros up to `padded` of them.
void columns_of(const DoubleMatrix& Q, std::size_t first, std::size_t rows, std::size_t padded, double* x,
                std::size_t stride) {
  const std::size_t d = Q.cols();
  const double* const from = Q.row(first).data();
  const Lanes lanes;
  const hn::RebindToSigned<Lanes> indices;
  alignas(64) std::int64_t starts[width];
  for (std::size_t b = 0; b < width; ++b) starts[b] = static_cast<std::int64_t>(b * d);
  const auto at = hn::Load(indices, starts);
  for (std::size_t l = 0; l < d; ++l) {
    double* const to = x + l * stride;
    std::size_t b = 0;
    for (; b + width <= rows; b += width) hn::StoreU(hn::GatherIndex(lanes, from + b * d + l, at), lanes, to + b);
    for (; b < rows; ++b) to[b] = from[b * d + l];
    for (; b < padded; ++b) to[b] = 0;
  }
}

/// The sums over the lanes of as many vectors as there are lanes, each as ((0+1)+(2+3)) + ((4+5)+(6+7)).
HWY_INLINE Vector sums_over_lanes(const Vector (&acc)[width]) {
#if HWY_TARGET == HWY_SCALAR
  static_assert(width == 1);
  return acc[0];
#else
  const Lanes lanes;
  const auto pairs = [&](std::size_t i) {
    return hn::Add(hn::InterleaveLower(lanes, acc[i], acc[i + 1]), hn::InterleaveUpper(lanes, acc[i], acc[i + 1]));
  };
#if HWY_TARGET <= HWY_AVX2
  const auto halves = [&](Vector a, Vector b) {
    return hn::Add(hn::ConcatLowerLower(lanes, b, a), hn::ConcatUpperUpper(lanes, b, a));
  };
#endif
#if HWY_TARGET <= HWY_AVX3
  const auto quarters = [&](std::size_t i) {
    const Vector a = pairs(i), b = pairs(i + 2);
    return hn::Add(hn::OddEvenBlocks(hn::SwapAdjacentBlocks(b), a), hn::OddEvenBlocks(b, hn::SwapAdjacentBlocks(a)));
  };
  return halves(quarters(0), quarters(4));
#elif HWY_TARGET == HWY_AVX2
  return halves(pairs(0), pairs(2));
#else
  static_assert(width == 2);
  return pairs(0);
#endif
#endif
}

/// sums[j stride + i] += sum_b f_i[b] w_j[b] for eight features and some columns, over whole lines of rows: a sum for
/// each eighth row, whatever the width, and these at the end.
template <std::size_t columns>
void add_dots(const double* f, std::size_t f_stride, const double* w, std::size_t w_stride, std::size_t rows,
              double* sums, std::size_t stride) {
  constexpr std::size_t line = Numbers::line, parts = line / width;
  const Lanes lanes;
  for (std::size_t first = 0; first < MonomialSplit::fill; first += width, f += width * f_stride) {
    Vector total[columns][parts];
    for (std::size_t part = 0; part < parts; ++part) {
      Vector acc[columns][width];
#pragma GCC unroll 8
      for (std::size_t j = 0; j < columns; ++j)
#pragma GCC unroll 8
        for (std::size_t i = 0; i < width; ++i) acc[j][i] = hn::Zero(lanes);
      for (std::size_t b = part * width; b < rows; b += line) {
        Vector y[columns];
#pragma GCC unroll 8
        for (std::size_t j = 0; j < columns; ++j) y[j] = hn::Load(lanes, w + j * w_stride + b);
#pragma GCC unroll 8
        for (std::size_t i = 0; i < width; ++i) {
          Vector x = hn::Load(lanes, f + i * f_stride + b);
#if HWY_TARGET <= HWY_AVX3
          asm("" : "+v"(x.raw));  // in a register: read from memory once more for every column it takes a tenth longer
#endif
#pragma GCC unroll 8
          for (std::size_t j = 0; j < columns; ++j) acc[j][i] = hn::MulAdd(x, y[j], acc[j][i]);
        }
      }
#pragma GCC unroll 8
      for (std::size_t j = 0; j < columns; ++j) total[j][part] = sums_over_lanes(acc[j]);
    }
#pragma GCC unroll 8
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t n = parts; n > 1; n /= 2)
        for (std::size_t t = 0; t < n / 2; ++t) total[j][t] = hn::Add(total[j][2 * t], total[j][2 * t + 1]);
      double* const to = sums + j * stride + first;
      hn::StoreU(hn::Add(hn::LoadU(lanes, to), total[j][0]), lanes, to);
    }
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
}  // namespace HWY_NAMESPACE
}  // namespace attest::kernel
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
