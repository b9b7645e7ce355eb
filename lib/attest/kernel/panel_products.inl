// Products of panels of features with columns, in the vectors of one target: included by .cpp files once for each
// (Highway's foreach_target.h).
#if defined(ATTEST_KERNEL_PANEL_PRODUCTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ATTEST_KERNEL_PANEL_PRODUCTS_INL
#undef ATTEST_KERNEL_PANEL_PRODUCTS_INL
#else
#define ATTEST_KERNEL_PANEL_PRODUCTS_INL
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "attest/kernel/cache_lines.hpp"
#include "attest/kernel/lanes.inl"
#include "attest/kernel/monomial_split.hpp"

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {

/// Accumulators are held in registers: most columns at once, and vectors beside them.
#if HWY_TARGET <= HWY_AVX3
constexpr std::size_t registers = 28, most_columns = 9, together = 3;
#else
constexpr std::size_t registers = 12, most_columns = 6, together = 2;
#endif
constexpr std::size_t most_vectors(std::size_t columns) { return std::min<std::size_t>(6, registers / columns); }

/// Part i of n things in `parts` nearly equal parts begins here.
constexpr std::size_t cut(std::size_t n, std::size_t parts, std::size_t i) { return n * i / parts; }

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

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
