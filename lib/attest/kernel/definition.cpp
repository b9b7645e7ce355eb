#include "attest/kernel/definition.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/exponential.hpp"

#ifndef ATTEST_KERNEL_DEFINITION_ONCE
#define ATTEST_KERNEL_DEFINITION_ONCE
namespace attest::kernel {
namespace {

constexpr std::size_t most_lanes = 8, tile_rows = 4, tile_keys = 2 * most_lanes;
constexpr std::size_t largest_block = 256;  // keys
constexpr std::size_t chain = 16;           // products added up before they join a score

/// The innermost mode: `blocks` blocks of `block` keys, in each the columns of the keys and of the values.
struct Keys {
  const double *keys, *values;
  std::size_t d, c, block, blocks;
};

/// From the first to the last key that some of the rows see; begin >= end where none does.
KeyRange hull(const KeyRange* seen, std::size_t rows) {
  KeyRange all{~std::size_t{0}, 0};
  for (std::size_t i = 0; i < rows; ++i)
    if (seen[i].begin < seen[i].end) all = {std::min(all.begin, seen[i].begin), std::max(all.end, seen[i].end)};
  return all;
}
/// The blocks that hold some of these keys.
KeyRange blocks_of(const Keys& k, const KeyRange& keys) {
  if (keys.begin >= keys.end) return {0, 0};
  return {keys.begin / k.block, std::min(k.blocks, (keys.end - 1) / k.block + 1)};
}
/// Those of the keys that are in block b, counted in it.
KeyRange within(const Keys& k, std::size_t b, const KeyRange& keys) {
  const std::size_t first = b * k.block;
  return {std::max(keys.begin, first) - first, std::max(std::min(keys.end, first + k.block), first) - first};
}

}  // namespace
}  // namespace attest::kernel
#endif

#define HWY_TARGET_INCLUDE "attest/kernel/definition.cpp"
// On x86 the baseline, SSE4, AVX2 and AVX-512 stay; no vectors of unknown size.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // compiles this file once for each
// after it
#include <hwy/highway.h>

#include "attest/kernel/exponential.inl"

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<double, most_lanes>;
using V = hn::Vec<D>;
// With 32 vector registers, and with 16.
constexpr int tile_columns = HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON ? 5 : 2;

/// Terms begin .. end of the scores of tile_rows rows z against two vectors of keys.
HWY_INLINE void chain_tile(const double* z, const double* key, std::size_t d, std::size_t block, std::size_t begin,
                           std::size_t end, V (&s)[tile_rows][2]) {
  const D t;
  const double* low = key + begin * block;
  const double* high = low + hn::Lanes(t);
  for (std::size_t i = 0; i < tile_rows; ++i) {
    const V x = hn::Set(t, z[i * d + begin]);
    s[i][0] = hn::Mul(x, hn::Load(t, low));
    s[i][1] = hn::Mul(x, hn::Load(t, high));
  }
  for (std::size_t l = begin + 1; l < end; ++l) {
    low += block;
    high += block;
    for (std::size_t i = 0; i < tile_rows; ++i) {
      const V x = hn::Set(t, z[i * d + l]);
      s[i][0] = hn::MulAdd(x, hn::Load(t, low), s[i][0]);
      s[i][1] = hn::MulAdd(x, hn::Load(t, high), s[i][1]);
    }
  }
}

/// Their scores.
HWY_INLINE void score_tile(const double* z, const double* key, std::size_t d, std::size_t block, V (&s)[tile_rows][2]) {
  chain_tile(z, key, d, block, 0, std::min(d, chain), s);
  for (std::size_t begin = chain; begin < d; begin += chain) {
    V part[tile_rows][2];
    chain_tile(z, key, d, block, begin, std::min(d, begin + chain), part);
    for (std::size_t i = 0; i < tile_rows; ++i)
      for (int h = 0; h < 2; ++h) s[i][h] = hn::Add(s[i][h], part[i][h]);
  }
}

/// Whole pairs of vectors that hold these keys of a block.
KeyRange whole_tiles(const KeyRange& keys) {
  const std::size_t tile = 2 * hn::Lanes(D());
  return {keys.begin / tile * tile, (keys.end + tile - 1) / tile * tile};
}

/// weight[i * block + j] = e^{score of row i and key j, less top[i]} for the keys j of a tile range of block b.
template <bool shifted>
void weigh(const Keys& k, std::size_t b, const KeyRange& tiles, const double* z, const double* top, double* weight) {
  const D t;
  const std::size_t lanes = hn::Lanes(t);
  const double* keys = k.keys + b * k.d * k.block;
  for (std::size_t j = tiles.begin; j < tiles.end; j += 2 * lanes) {
    V s[tile_rows][2];
    score_tile(z, keys + j, k.d, k.block, s);
    for (std::size_t i = 0; i < tile_rows; ++i)
      for (int h = 0; h < 2; ++h) {
        if constexpr (shifted) s[i][h] = hn::Max(hn::Sub(s[i][h], hn::Set(t, top[i])), hn::Set(t, -exponential_range));
        hn::Store(exponential(t, s[i][h]), t, weight + i * k.block + j + static_cast<std::size_t>(h) * lanes);
      }
  }
}

/// Weight 0 for the keys of the tiles that a row does not see.
void hide(const Keys& k, std::size_t b, const KeyRange& tiles, const KeyRange* seen, double* weight) {
  for (std::size_t i = 0; i < tile_rows; ++i, weight += k.block) {
    const KeyRange in = within(k, b, seen[i]);
    if (in.begin > tiles.begin) std::fill(weight + tiles.begin, weight + std::min(in.begin, tiles.end), 0.0);
    if (in.end < tiles.end) std::fill(weight + std::max(in.end, tiles.begin), weight + tiles.end, 0.0);
  }
}

/// Adds the weights times C columns of values to the accumulators, which lie `stride` apart for a row.
template <int C>
void add_columns(const double* weight, const double* value, std::size_t block, const KeyRange& tiles, double* to,
                 std::size_t stride) {
  const D t;
  V a[tile_rows][C];
  for (auto& row : a)
    for (V& x : row) x = hn::Zero(t);
  for (std::size_t j = tiles.begin; j < tiles.end; j += hn::Lanes(t)) {
    V v[C];
    for (std::size_t c = 0; c < C; ++c) v[c] = hn::Load(t, value + c * block + j);
    for (std::size_t i = 0; i < tile_rows; ++i) {
      const V w = hn::Load(t, weight + i * block + j);
      for (std::size_t c = 0; c < C; ++c) a[i][c] = hn::MulAdd(w, v[c], a[i][c]);
    }
  }
  for (std::size_t i = 0; i < tile_rows; ++i)
    for (std::size_t c = 0; c < C; ++c) {
      double* x = to + i * stride + c * most_lanes;
      hn::Store(hn::Add(hn::Load(t, x), a[i][c]), t, x);
    }
}

/// The columns of values in groups of at most C.
template <int C>
void add_all_columns(const double* weight, const double* value, std::size_t c, std::size_t block, const KeyRange& tiles,
                     double* to, std::size_t stride) {
  for (; c >= C; c -= C, value += C * block, to += C * most_lanes)
    add_columns<C>(weight, value, block, tiles, to, stride);
  if constexpr (C > 1)
    if (c > 0) add_all_columns<C - 1>(weight, value, c, block, tiles, to, stride);
}

/// `accumulators`: rows * c * most_lanes doubles, `weight` tile_rows * block; rows a multiple of tile_rows.
template <bool shifted>
void sum_rows(const Keys& k, const double* z, std::size_t rows, const KeyRange* seen, const double* top,
              double* accumulators, double* weight, double* sums) {
  const D t;
  const std::size_t stride = k.c * most_lanes;
  std::fill_n(accumulators, rows * stride, 0.0);
  const KeyRange blocks = blocks_of(k, hull(seen, rows));
  for (std::size_t b = blocks.begin; b < blocks.end; ++b)
    for (std::size_t i = 0; i < rows; i += tile_rows) {
      const KeyRange tiles = whole_tiles(within(k, b, hull(seen + i, tile_rows)));
      if (tiles.begin >= tiles.end) continue;
      weigh<shifted>(k, b, tiles, z + i * k.d, top + i, weight);
      hide(k, b, tiles, seen + i, weight);
      add_all_columns<tile_columns>(weight, k.values + b * k.c * k.block, k.c, k.block, tiles,
                                    accumulators + i * stride, stride);
    }
  for (std::size_t i = 0; i < rows * k.c; ++i)
    sums[i] = hn::GetLane(hn::SumOfLanes(t, hn::Load(t, accumulators + i * most_lanes)));
}

void sum_plain(const Keys& k, const double* z, std::size_t rows, const KeyRange* seen, const double* top,
               double* accumulators, double* weight, double* sums) {
  sum_rows<false>(k, z, rows, seen, top, accumulators, weight, sums);
}
void sum_shifted(const Keys& k, const double* z, std::size_t rows, const KeyRange* seen, const double* top,
                 double* accumulators, double* weight, double* sums) {
  sum_rows<true>(k, z, rows, seen, top, accumulators, weight, sums);
}

/// The largest score of each row among the keys that it sees.
void find_tops(const Keys& k, const double* z, std::size_t rows, const KeyRange* seen, double* top) {
  const D t;
  const std::size_t lanes = hn::Lanes(t);
  const V least = hn::Set(t, -std::numeric_limits<double>::infinity());
  std::fill_n(top, rows, -std::numeric_limits<double>::infinity());
  const KeyRange blocks = blocks_of(k, hull(seen, rows));
  for (std::size_t b = blocks.begin; b < blocks.end; ++b)
    for (std::size_t i = 0; i < rows; i += tile_rows) {
      const KeyRange tiles = whole_tiles(within(k, b, hull(seen + i, tile_rows)));
      V best[tile_rows], first[tile_rows], end[tile_rows];
      for (std::size_t a = 0; a < tile_rows; ++a) {
        const KeyRange in = within(k, b, seen[i + a]);
        best[a] = least;
        first[a] = hn::Set(t, static_cast<double>(in.begin));
        end[a] = hn::Set(t, static_cast<double>(in.end));
      }
      for (std::size_t j = tiles.begin; j < tiles.end; j += 2 * lanes) {
        V s[tile_rows][2];
        score_tile(z + i * k.d, k.keys + b * k.d * k.block + j, k.d, k.block, s);
        for (std::size_t h = 0; h < 2; ++h) {
          const V key = hn::Iota(t, static_cast<double>(j + h * lanes));
          for (std::size_t a = 0; a < tile_rows; ++a)
            best[a] =
                hn::Max(best[a], hn::IfThenElse(hn::And(hn::Ge(key, first[a]), hn::Lt(key, end[a])), s[a][h], least));
        }
      }
      for (std::size_t a = 0; a < tile_rows; ++a)
        top[i + a] = std::max(top[i + a], hn::GetLane(hn::MaxOfLanes(t, best[a])));
    }
}

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "attest/kernel/dispatch.inl"
namespace attest::kernel {
namespace {

/// m keys in blocks of about equal size, each of whole tiles.
std::size_t blocks_for(std::size_t m) { return (std::max<std::size_t>(1, m) + largest_block - 1) / largest_block; }
std::size_t block_for(std::size_t m) {
  const std::size_t each = (std::max<std::size_t>(1, m) + blocks_for(m) - 1) / blocks_for(m);
  return (each + tile_keys - 1) / tile_keys * tile_keys;
}

/// The columns of a block by block, rows beyond the last as `behind` says: a copy of the last, or zero.
enum class Behind { copies, zeros };
template <class Line>
void by_blocks(const DoubleMatrix& a, Behind behind, std::vector<Line>& lines) {
  const std::size_t m = a.rows(), block = block_for(m);
  lines.assign(blocks_for(m) * block * a.cols() / most_lanes, Line{});
  double* out = lines.data()->entry;
  for (std::size_t j = 0; j < blocks_for(m) * block; ++j) {
    if (j >= m && behind == Behind::zeros) break;
    const auto row = a.row(std::min(j, m - 1));
    for (std::size_t c = 0; c < a.cols(); ++c) out[(j / block * a.cols() + c) * block + j % block] = row[c];
  }
}

}  // namespace

/// The tuples of some rows: rows_at_once keys of a mode together, their products with z the rows of the next.
class DefinitionRows::Walk {
 public:
  Walk(const DefinitionRows& r, Scores scores)
      : r_(r),
        innermost_(r.y_.size() - 1),
        keys_{r.keys_.data()->entry, r.values_.data()->entry,        r.y_[0]->cols(),
              r.columns(),           block_for(r.y_.back()->rows()), blocks_for(r.y_.back()->rows())},
        shifted_(scores == Scores::shifted),
        weight_(tile_rows * keys_.block / most_lanes),
        accumulators_(rows_at_once * keys_.c),
        seen_(rows_at_once, KeyRange{0, keys_.block * keys_.blocks}),
        top_(rows_at_once),
        z_(r.y_.size() * rows_at_once * keys_.d),
        part_(r.y_.size() * rows_at_once * keys_.c) {}

  /// Up to rows_at_once rows; `seen` where there is one mode and rows do not see all its keys.
  void run(const double* x, std::size_t rows, const KeyRange* seen, double* sums) {
    if (innermost_ == 0) {
      if (seen != nullptr)
        for (std::size_t i = 0; i < rows_at_once; ++i) seen_[i] = seen[std::min(i, rows - 1)];
      if (shifted_) tops(x, rows);
      return innermost(x, rows, sums);
    }
    for (std::size_t i = 0; i < rows; ++i) {
      const double* z = x + i * keys_.d;
      if (shifted_) std::fill(top_.begin(), top_.end(), largest(0, z));
      descend(0, z, sums + i * keys_.c);
    }
  }

 private:
  double* products(std::size_t mode) { return z_.data() + mode * rows_at_once * keys_.d; }
  double* parts(std::size_t mode) { return part_.data() + mode * rows_at_once * keys_.c; }

  /// products(mode): z times rows begin .. end of the mode's keys.
  void multiply(std::size_t mode, const double* z, std::size_t begin, std::size_t end) {
    double* next = products(mode);
    for (std::size_t j = begin; j < end; ++j)
      for (std::size_t l = 0; l < keys_.d; ++l) *next++ = z[l] * (*r_.y_[mode])(j, l);
  }

  void descend(std::size_t mode, const double* z, double* sums) {
    const std::size_t c = keys_.c, m = r_.y_[mode]->rows();
    std::fill_n(sums, c, 0.0);
    for (std::size_t begin = 0; begin < m; begin += rows_at_once) {
      const std::size_t end = std::min(m, begin + rows_at_once);
      multiply(mode, z, begin, end);
      double* part = parts(mode);
      if (mode + 1 == innermost_)
        innermost(products(mode), end - begin, part);
      else
        for (std::size_t j = begin; j < end; ++j)
          descend(mode + 1, products(mode) + (j - begin) * keys_.d, part + (j - begin) * c);
      for (std::size_t i = 0; i < c; ++i) {
        double sum = 0;
        for (std::size_t j = begin; j < end; ++j) sum += part[(j - begin) * c + i] * (*r_.w_[mode])(j, i);
        sums[i] += sum;
      }
    }
  }

  double largest(std::size_t mode, const double* z) {
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t begin = 0, m = r_.y_[mode]->rows(); begin < m; begin += rows_at_once) {
      const std::size_t end = std::min(m, begin + rows_at_once);
      multiply(mode, z, begin, end);
      if (mode + 1 == innermost_) {
        tops(products(mode), end - begin);
        top = std::max(top, *std::max_element(top_.begin(), top_.begin() + static_cast<long>(end - begin)));
      } else {
        for (std::size_t j = begin; j < end; ++j)
          top = std::max(top, largest(mode + 1, products(mode) + (j - begin) * keys_.d));
      }
    }
    return top;
  }

  /// Rows of z, the last one repeated until the tiles are whole; their number.
  std::size_t whole_tiles(const double* z, std::size_t rows) {
    const std::size_t whole = (rows + tile_rows - 1) / tile_rows * tile_rows;
    for (std::size_t i = 0; i < whole; ++i)
      std::copy_n(z + std::min(i, rows - 1) * keys_.d, keys_.d, products(innermost_) + i * keys_.d);
    return whole;
  }
  void innermost(const double* z, std::size_t rows, double* sums) {
    const std::size_t whole = whole_tiles(z, rows);
    const Instructions i = chosen_instructions();
    (shifted_ ? ATTEST_FOR(i, sum_shifted) : ATTEST_FOR(i, sum_plain))(keys_, products(innermost_), whole, seen_.data(),
                                                                       top_.data(), accumulators_.data()->entry,
                                                                       weight_.data()->entry, parts(innermost_));
    std::copy_n(parts(innermost_), rows * keys_.c, sums);
  }
  void tops(const double* z, std::size_t rows) {
    const std::size_t whole = whole_tiles(z, rows);
    const Instructions i = chosen_instructions();
    ATTEST_FOR(i, find_tops)(keys_, products(innermost_), whole, seen_.data(), top_.data());
  }

  const DefinitionRows& r_;
  std::size_t innermost_;
  Keys keys_;
  bool shifted_;
  std::vector<CacheLine> weight_, accumulators_;
  std::vector<KeyRange> seen_;
  std::vector<double> top_, z_, part_;
};

DefinitionRows::DefinitionRows(std::vector<const DoubleMatrix*> y, const std::vector<DoubleMatrix>& w)
    : y_(std::move(y)) {
  if (y_.empty() || y_.size() != w.size()) throw std::invalid_argument("y, w: one of each is needed for each mode");
  for (std::size_t a = 0; a < y_.size(); ++a)
    if (y_[a]->rows() != w[a].rows() || y_[a]->cols() != y_[0]->cols() || w[a].cols() != w[0].cols() ||
        w[a].cols() == 0 || w[a].rows() == 0 || y_[a]->cols() == 0)
      throw std::invalid_argument("y, w: shapes do not fit in mode " + std::to_string(a + 1));
  for (const auto& m : w) w_.push_back(&m);
  // The sums do not depend on the order of the modes.
  const auto longest = static_cast<std::size_t>(
      std::max_element(y_.begin(), y_.end(), [](const auto* a, const auto* b) { return a->rows() < b->rows(); }) -
      y_.begin());
  std::swap(y_[longest], y_.back());
  std::swap(w_[longest], w_.back());
  by_blocks(*y_.back(), Behind::copies, keys_);
  by_blocks(*w_.back(), Behind::zeros, values_);
}

std::size_t DefinitionRows::padded(std::size_t m) { return blocks_for(m) * block_for(m); }

void DefinitionRows::rows(std::span<const double> x, std::span<double> sums, Scores scores) const {
  all_rows(x, nullptr, sums, scores);
}

void DefinitionRows::rows(std::span<const double> x, std::span<const KeyRange> seen, std::span<double> sums,
                          Scores scores) const {
  if (y_.size() != 1 || x.size() != seen.size() * y_[0]->cols())
    throw std::invalid_argument("seen: one range a row is needed, and one mode");
  for (const KeyRange& keys : seen)
    if (keys.end > y_[0]->rows())
      throw std::invalid_argument("seen: key " + std::to_string(keys.end - 1) + "; there are " +
                                  std::to_string(y_[0]->rows()));
  all_rows(x, seen.data(), sums, scores);
}

void DefinitionRows::all_rows(std::span<const double> x, const KeyRange* seen, std::span<double> sums,
                              Scores scores) const {
  const std::size_t d = y_[0]->cols(), c = columns(), n = x.size() / d;
  if (x.size() != n * d || sums.size() != n * c) throw std::invalid_argument("rows: shapes do not fit");
  Walk walk(*this, scores);
  for (std::size_t i = 0; i < n; i += rows_at_once)
    walk.run(x.data() + i * d, std::min(rows_at_once, n - i), seen == nullptr ? nullptr : seen + i,
             sums.data() + i * c);
}

double score_error(std::size_t d, std::size_t modes, double absolute) {
  const std::size_t roundings = modes - 1 + std::min(d, chain) + (d + chain - 1) / chain - 1;
  const double lost = mul_up(static_cast<double>(d * (modes + 1)), underflow);
  return add_up(mul_up(gamma_up(roundings), absolute), lost);
}

double definition_error(double score_error, std::span<const std::size_t> rows) {
  if (!(score_error <= 1)) return std::numeric_limits<double>::infinity();
  // Behind a weight and its values: a product and the sums of a block and of the blocks, for each mode.
  constexpr std::size_t together = DefinitionRows::rows_at_once;
  const auto outer = [](std::size_t m) { return 1 + together + (m + together - 1) / together; };
  std::size_t count = 0, longest = 0;
  for (const std::size_t m : rows) {
    count += outer(m);
    longest = std::max(longest, m);
  }
  count += 1 + block_for(longest) + blocks_for(longest) - outer(longest);
  // (1 + exp) e^eta (1 + gamma) - 1, with e^eta <= 1 + eta + eta^2 for eta <= 1.
  const double factor = mul_up(mul_up(add_up(1, exponential_error), add_up(1, gamma_up(count))),
                               add_up(1, add_up(score_error, mul_up(score_error, score_error))));
  return up(factor - 1);
}

}  // namespace attest::kernel
#endif
