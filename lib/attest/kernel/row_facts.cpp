#include "attest/kernel/row_facts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "attest/kernel/directed.hpp"

#ifndef ATTEST_KERNEL_ROW_FACTS_ONCE
#define ATTEST_KERNEL_ROW_FACTS_ONCE
namespace attest::kernel {
namespace {

constexpr std::size_t tile = 64;  ///< rows
constexpr double least_ordinary = 0x1p-900, most_ordinary = 0x1p900;
/// Above it what underflows in y w, at most 2^-1075, may be felt in y w y.
constexpr double most_squared = 0x1p100;

/// Of each row of a tile.
struct TileSums {
  alignas(64) double first[tile], second[tile], square[tile];
};

}  // namespace
}  // namespace attest::kernel
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "attest/kernel/row_facts.cpp"
// On x86 the baseline, SSE4, AVX2 and AVX-512 stay; no vectors of unknown size.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // compiles this file once for each
// after it
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<double, row_lanes>;
using V = hn::Vec<D>;
constexpr std::size_t width = std::min<std::size_t>(row_lanes, HWY_LANES(double));

bool finite(const double* x, std::size_t n) {
  const D d;
  // x 0 is NaN for NaN and infinity, and a zero otherwise.
  V sum[4] = {hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
  std::size_t i = 0;
  for (; i + 4 * width <= n; i += 4 * width)
    for (std::size_t a = 0; a < 4; ++a) sum[a] = hn::MulAdd(hn::LoadU(d, x + i + a * width), hn::Zero(d), sum[a]);
  double rest = 0;
  for (; i < n; ++i) rest += x[i] * 0.0;
  const V all = hn::Add(hn::Add(sum[0], sum[1]), hn::Add(sum[2], sum[3]));
  return rest == 0 && hn::AllTrue(d, hn::Eq(all, hn::Zero(d)));
}

/// `vectors` vectors beside each other of `groups` groups of rows, `stride` numbers each.
template <std::size_t vectors>
void add_strip(const double* rows, std::size_t groups, std::size_t stride, double* low, double* high, double* sum) {
  const D d;
  V least[vectors], most[vectors], total[vectors];
  for (std::size_t a = 0; a < vectors; ++a) {
    least[a] = hn::LoadU(d, low + a * width);
    most[a] = hn::LoadU(d, high + a * width);
    total[a] = hn::LoadU(d, sum + a * width);
  }
  for (std::size_t t = 0; t < groups; ++t, rows += stride)
#pragma GCC unroll 8
    for (std::size_t a = 0; a < vectors; ++a) {
      const V x = hn::LoadU(d, rows + a * width);
      least[a] = hn::Min(least[a], x);
      most[a] = hn::Max(most[a], x);
      total[a] = hn::Add(total[a], x);
    }
  for (std::size_t a = 0; a < vectors; ++a) {
    hn::StoreU(least[a], d, low + a * width);
    hn::StoreU(most[a], d, high + a * width);
    hn::StoreU(total[a], d, sum + a * width);
  }
}

void ranges(const double* rows, std::size_t groups, std::size_t stride, double* low, double* high, double* sum) {
  constexpr std::size_t together = 4;
  const std::size_t some = std::max<std::size_t>(1, 2048 / stride);  // stay in the nearest cache
  for (std::size_t t = 0; t < groups; t += some) {
    const std::size_t count = std::min(some, groups - t);
    const double* const from = rows + t * stride;
    std::size_t at = 0;
    for (; at + together * width <= stride; at += together * width)
      add_strip<together>(from + at, count, stride, low + at, high + at, sum + at);
    for (; at < stride; at += width) add_strip<1>(from + at, count, stride, low + at, high + at, sum + at);
  }
}

/// to = (x - shift) factor over numbers whose shift repeats after `period`, a multiple of the width.
void image(const double* x, std::size_t n, const double* shift, std::size_t period, double factor, double* to) {
  const D d;
  const V f = hn::Set(d, factor);
  for (std::size_t t = 0; t < n; t += period) {
    const std::size_t count = std::min(period, n - t);
    std::size_t i = 0;
    for (; i + width <= count; i += width)
      hn::StoreU(hn::Mul(hn::Sub(hn::LoadU(d, x + t + i), hn::LoadU(d, shift + i)), f), d, to + t + i);
    for (; i < count; ++i) to[t + i] = (x[t + i] - shift[i]) * factor;
  }
}

/// `count` rows by columns, a tile's places each; behind the last row stand copies of it.
void load_tile(const double* rows, std::size_t count, std::size_t d, double* columns) {
  if (count < tile) {
    for (std::size_t b = 0; b < tile; ++b)
      for (std::size_t l = 0; l < d; ++l) columns[l * tile + b] = rows[std::min(b, count - 1) * d + l];
    return;
  }
  const D lanes;
  const hn::RebindToSigned<D> indices;
  alignas(64) std::int64_t starts[row_lanes];
  for (std::size_t b = 0; b < width; ++b) starts[b] = static_cast<std::int64_t>(b * d);
  const auto at = hn::Load(indices, starts);
  for (std::size_t b = 0; b < tile; b += width)
    for (std::size_t l = 0; l < d; ++l)
      hn::Store(hn::GatherIndex(lanes, rows + b * d + l, at), lanes, columns + l * tile + b);
}

/// Whether all sums are of ordinary size; these raise `most`, by columns of the tile.
HWY_INLINE bool raise(V sums, V& most) {
  const D d;
  const auto ordinary = hn::And(hn::Ge(sums, hn::Set(d, least_ordinary)), hn::Le(sums, hn::Set(d, most_ordinary)));
  most = hn::Max(most, hn::IfThenElseZero(ordinary, sums));
  return hn::AllTrue(d, ordinary);
}

/// The sums of a tile for one image, and their largest of ordinary size; whether all are.
template <bool two, bool weighted>
bool tile_sums(const double* columns, const WeightedImage& w, TileSums& sums, LargestSums& into) {
  const D lanes;
  const std::size_t d = w.first.size();
  const V factor = hn::Set(lanes, w.image.factor);
  V most_first = hn::Zero(lanes), most_second = hn::Zero(lanes), most_square = hn::Zero(lanes);
  bool ordinary = true;
  for (std::size_t b = 0; b < tile; b += width) {
    V first = hn::Zero(lanes), second = hn::Zero(lanes), square = hn::Zero(lanes), largest = hn::Zero(lanes);
    for (std::size_t l = 0; l < d; ++l) {
      const V x = hn::Load(lanes, columns + l * tile + b);
      const V y = hn::Mul(hn::Sub(x, hn::Set(lanes, w.image.shift[l])), factor), size = hn::Abs(y);
      first = hn::MulAdd(size, hn::Set(lanes, w.first[l]), first);
      if (two) second = hn::MulAdd(size, hn::Set(lanes, w.second[l]), second);
      if (weighted) largest = hn::Max(largest, size);
      square = hn::MulAdd(weighted ? hn::Mul(y, hn::Set(lanes, w.square[l])) : y, y, square);
    }
    if (weighted)
      square = hn::IfThenElse(hn::Le(largest, hn::Set(lanes, most_squared)), square, hn::Set(lanes, 2 * most_ordinary));
    hn::Store(first, lanes, sums.first + b);
    hn::Store(second, lanes, sums.second + b);
    hn::Store(square, lanes, sums.square + b);
    ordinary &= raise(first, most_first);
    if (two) ordinary &= raise(second, most_second);
    ordinary &= raise(square, most_square);
  }
  into.first.plain = std::max(into.first.plain, hn::GetLane(hn::MaxOfLanes(lanes, most_first)));
  into.second.plain = std::max(into.second.plain, hn::GetLane(hn::MaxOfLanes(lanes, most_second)));
  into.square.plain = std::max(into.square.plain, hn::GetLane(hn::MaxOfLanes(lanes, most_square)));
  return ordinary;
}

bool sums(const double* columns, const WeightedImage& w, TileSums& sums, LargestSums& into) {
  const bool two = !w.second.empty(), weighted = !w.square.empty();
  const auto run = two ? (weighted ? tile_sums<true, true> : tile_sums<true, false>)
                       : (weighted ? tile_sums<false, true> : tile_sums<false, false>);
  return run(columns, w, sums, into);
}

/// Sums of the rows of a tile; their largest.
double powers(const double* columns, std::size_t d, std::size_t power, const double* weight, double* q) {
  const D lanes;
  V most = hn::Zero(lanes);
  for (std::size_t b = 0; b < tile; b += width) {
    V sum = hn::Zero(lanes);
    for (std::size_t l = 0; l < d; ++l) {
      const V size = hn::Abs(hn::Load(lanes, columns + l * tile + b));
      V term = hn::Set(lanes, weight[l]);
      for (std::size_t t = 0; t < power; ++t) term = hn::Mul(term, size);
      sum = hn::Add(sum, term);
    }
    hn::Store(sum, lanes, q + b);
    most = hn::Max(most, sum);
  }
  return hn::GetLane(hn::MaxOfLanes(lanes, most));
}

/// to[place_j ..] += |x - middle| + size for rows of d numbers, up to `stride`, where x is 0 behind these; `stride` of
/// them can be read from each row on.
void classes(const double* rows, std::size_t count, std::size_t d, std::size_t stride, const double* middle,
             const double* size, const std::size_t* place, double* to) {
  const D lanes;
  for (std::size_t c = 0; c < stride; c += width) {
    const V m = hn::Load(lanes, middle + c), s = hn::Load(lanes, size + c);
    const auto row = hn::FirstN(lanes, d - std::min(c, d));
    for (std::size_t j = 0; j < count; ++j) {
      const V x = hn::IfThenElseZero(row, hn::LoadU(lanes, rows + j * d + c));
      const V distance = hn::Add(hn::Abs(hn::Sub(x, m)), s);
      double* const sum = to + place[j] + c;
      hn::StoreU(hn::Add(hn::LoadU(lanes, sum), distance), lanes, sum);
    }
  }
}

double reaches(const double* columns, std::size_t d, double radius, double slack, const double* widest, double* z) {
  const D lanes;
  V most = hn::Zero(lanes);
  for (std::size_t b = 0; b < tile; b += width) {
    V sum = hn::Zero(lanes), square = hn::Zero(lanes);
    for (std::size_t l = 0; l < d; ++l) {
      const V y = hn::Load(lanes, columns + l * tile + b);
      sum = hn::MulAdd(hn::Abs(y), hn::Set(lanes, widest[l]), sum);
      square = hn::MulAdd(y, y, square);
    }
    const V length = hn::Mul(hn::Sqrt(square), hn::Set(lanes, radius));
    const V reach = hn::Min(length, hn::Mul(sum, hn::Set(lanes, slack)));
    hn::Store(reach, lanes, z + b);
    most = hn::Max(most, reach);
  }
  return hn::GetLane(hn::MaxOfLanes(lanes, most));
}

/// sum and size by columns, a lane each.
void distances(const double* columns, std::size_t d, const double* middle, double* far, double* sum, double* size) {
  const D lanes;
  for (std::size_t b = 0; b < tile; b += width) hn::Store(hn::Zero(lanes), lanes, far + b);
  for (std::size_t l = 0; l < d; ++l) {
    const V m = hn::Set(lanes, middle[l]);
    for (std::size_t part = 0; part < row_lanes; part += width) {
      V total = hn::LoadU(lanes, sum + l * row_lanes + part), sizes = hn::LoadU(lanes, size + l * row_lanes + part);
      for (std::size_t b = part; b < tile; b += row_lanes) {
        const V from = hn::Sub(hn::Load(lanes, columns + l * tile + b), m), distance = hn::Abs(from);
        total = hn::Add(total, from);
        sizes = hn::Add(sizes, distance);
        hn::Store(hn::Max(hn::Load(lanes, far + b), distance), lanes, far + b);
      }
      hn::StoreU(total, lanes, sum + l * row_lanes + part);
      hn::StoreU(sizes, lanes, size + l * row_lanes + part);
    }
  }
}

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "attest/kernel/dispatch.inl"
namespace attest::kernel {
namespace {

/// Numbers that begin at a cache line.
class Aligned {
 public:
  explicit Aligned(std::size_t n) : store_(n + 8) {
    const auto address = reinterpret_cast<std::uintptr_t>(store_.data());
    begin_ = store_.data() + (64 - address % 64) % 64 / sizeof(double);
  }
  [[nodiscard]] double* data() { return begin_; }

 private:
  std::vector<double> store_;
  double* begin_;
};

/// Calls use(first, count, columns) for the tiles of the rows.
template <class F>
void for_each_tile(std::span<const double> rows, std::size_t d, F use) {
  const auto load = ATTEST_FOR(chosen_instructions(), load_tile);
  Aligned columns(d * tile);
  const std::size_t n = rows.size() / d;
  for (std::size_t first = 0; first < n; first += tile) {
    const std::size_t count = std::min(tile, n - first);
    load(rows.data() + first * d, count, d, columns.data());
    use(first, count, columns.data());
  }
}

bool ordinary(double sum) { return sum >= least_ordinary && sum <= most_ordinary; }

/// Each operation upward, in which 0 times infinity is 0: sum_l |y_l|^power weight_l, power 1 or 2.
double careful_sum(const double* row, const RowImage& image, std::size_t power, std::span<const double> weight) {
  double up = 0;
  for (std::size_t l = 0; l < image.shift.size(); ++l) {
    const double size = std::fabs((row[l] - image.shift[l]) * image.factor);
    const double once = weight.empty() ? size : mul_up(size, weight[l]);
    up = add_up(up, power == 2 ? mul_up(once, size) : once);
  }
  return up;
}

void raise_careful(const double* rows, std::size_t count, const WeightedImage& w, const TileSums& sums,
                   LargestSums& into) {
  const std::size_t d = w.first.size();
  const auto take = [&](const double* computed, std::size_t power, std::span<const double> weight, LargestSum& most) {
    for (std::size_t b = 0; b < count; ++b)
      if (!ordinary(computed[b]))
        most.careful = std::max(most.careful, careful_sum(rows + b * d, w.image, power, weight));
  };
  take(sums.first, 1, w.first, into.first);
  if (!w.second.empty()) take(sums.second, 1, w.second, into.second);
  take(sums.square, 2, w.square, into.square);
}

void raise_longest(const TileSums& sums, std::size_t count, std::size_t begin, LongestRow& longest) {
  for (std::size_t b = 0; b < count; ++b)
    if (sums.square[b] > longest.square) longest = {sums.square[b], static_cast<double>(begin + b)};
}

}  // namespace

bool all_finite(std::span<const double> entries) {
  return ATTEST_FOR(chosen_instructions(), finite)(entries.data(), entries.size());
}

void add_ranges(std::span<const double> rows, std::size_t d, const LaneRanges& into) {
  const std::size_t stride = row_lanes * d, groups = rows.size() / stride;
  ATTEST_FOR(chosen_instructions(), ranges)
  (rows.data(), groups, stride, into.low.data(), into.high.data(), into.sum.data());
  const auto rest = rows.subspan(groups * stride);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    into.low[i] = std::min(into.low[i], rest[i]);
    into.high[i] = std::max(into.high[i], rest[i]);
    into.sum[i] += rest[i];
  }
}

void image_of(std::span<const double> rows, const RowImage& image, std::span<double> to) {
  const std::size_t d = image.shift.size();
  std::vector<double> shifts(row_lanes * d);
  for (std::size_t i = 0; i < shifts.size(); ++i) shifts[i] = image.shift[i % d];
  ATTEST_FOR(chosen_instructions(), image)
  (rows.data(), rows.size(), shifts.data(), shifts.size(), image.factor, to.data());
}

double LargestSum::up(std::size_t d) const {
  return std::max(careful, plain == 0 ? 0 : mul_up(plain, add_up(1, gamma_up(2 * (d + 2)))));
}

void raise_sums(std::span<const double> rows, std::span<const WeightedImage> images, std::span<LargestSums> into,
                std::size_t begin, LongestRow* longest) {
  const std::size_t d = images.front().first.size();
  const auto sums_of = ATTEST_FOR(chosen_instructions(), sums);
  TileSums computed;
  for_each_tile(rows, d, [&](std::size_t first, std::size_t count, const double* columns) {
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (!sums_of(columns, images[i], computed, into[i]))
        raise_careful(rows.data() + first * d, count, images[i], computed, into[i]);
      if (i == 0 && longest != nullptr) raise_longest(computed, count, begin + first, *longest);
    }
  });
}

double row_reaches(std::span<const double> rows, double radius, double slack, std::span<const double> widest,
                   std::span<double> z) {
  const std::size_t d = widest.size();
  double largest = 0;
  const auto reaches_of = ATTEST_FOR(chosen_instructions(), reaches);
  alignas(64) double some[tile];
  for_each_tile(rows, d, [&](std::size_t first, std::size_t count, const double* columns) {
    largest = std::max(largest, reaches_of(columns, d, radius, slack, widest.data(), some));
    std::copy_n(some, count, z.data() + first);
  });
  return largest;
}

double row_powers(std::span<const double> rows, std::size_t power, std::span<const double> weight,
                  std::span<double> q) {
  double largest = 0;
  const auto powers_of = ATTEST_FOR(chosen_instructions(), powers);
  alignas(64) double some[tile];
  for_each_tile(rows, weight.size(), [&](std::size_t first, std::size_t count, const double* columns) {
    largest = std::max(largest, powers_of(columns, weight.size(), power, weight.data(), some));
    std::copy_n(some, count, q.data() + first);
  });
  return largest;
}

void add_to_classes(std::span<const double> rows, std::span<const double> middle, std::span<const std::size_t> place,
                    std::span<double> to) {
  const std::size_t d = middle.size(), n = rows.size() / d, stride = class_stride(d);
  const auto add = ATTEST_FOR(chosen_instructions(), classes);
  Aligned middles(stride), sizes(stride);
  std::fill_n(middles.data(), stride, 0.0);
  std::fill_n(sizes.data(), stride, 0.0);
  for (std::size_t l = 0; l < d; ++l) middles.data()[l] = middle[l], sizes.data()[l] = std::fabs(middle[l]);
  sizes.data()[d] = 1;  // the count
  // The last rows are read from a copy with room behind it.
  const std::size_t last = std::min(n, (stride + d - 1) / d), first = n - last;
  add(rows.data(), first, d, stride, middles.data(), sizes.data(), place.data(), to.data());
  std::vector<double> end(last * d + stride);
  std::copy_n(rows.data() + first * d, last * d, end.data());
  add(end.data(), last, d, stride, middles.data(), sizes.data(), place.data() + first, to.data());
}

void add_distances(std::span<const double> rows, std::span<const double> middle, std::span<double> far,
                   std::span<double> sum, std::span<double> size) {
  const std::size_t d = middle.size();
  const auto distances_of = ATTEST_FOR(chosen_instructions(), distances);
  alignas(64) double some[tile];
  for_each_tile(rows, d, [&](std::size_t first, std::size_t count, const double* columns) {
    if (count == tile) {
      distances_of(columns, d, middle.data(), some, sum.data(), size.data());
      std::copy_n(some, count, far.data() + first);
      return;
    }
    for (std::size_t b = 0; b < count; ++b) {
      double most = 0;
      for (std::size_t l = 0; l < d; ++l) {
        const double from = columns[l * tile + b] - middle[l], distance = std::fabs(from);
        sum[l * row_lanes + b % row_lanes] += from;
        size[l * row_lanes + b % row_lanes] += distance;
        most = std::max(most, distance);
      }
      far[first + b] = most;
    }
  });
}

}  // namespace attest::kernel
#endif
