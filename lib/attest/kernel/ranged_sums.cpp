#include "attest/kernel/ranged_sums.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/moments_vectors.hpp"
#include "attest/kernel/monomial_split.hpp"
#include "attest/number/thread.hpp"

namespace attest::kernel {
namespace {

constexpr double most_bytes = 0x1p28;

KeyRange common(const KeyRange& a, const KeyRange& b) { return {std::max(a.begin, b.begin), std::min(a.end, b.end)}; }
std::size_t length(const KeyRange& a) { return a.end > a.begin ? a.end - a.begin : 0; }

/// Where blocks of keys begin, and m: every `block` keys, and afresh where a range begins behind all before it.
std::vector<std::size_t> block_bounds(std::span<const KeyRange> seen, std::size_t m, std::size_t block) {
  std::vector<std::size_t> bounds;
  std::size_t begin = 0, reached = 0;
  const auto fill = [&](std::size_t end) {
    for (; begin < end; begin = std::min(end, begin + block)) bounds.push_back(begin);
  };
  for (const KeyRange& keys : seen) {
    if (length(keys) == 0) continue;
    if (keys.begin >= reached) fill(keys.begin);
    reached = std::max(reached, keys.end);
  }
  fill(m);
  bounds.push_back(m);
  return bounds;
}

/// Neighbouring rows, and the whole blocks that all of them see, if these are worth it.
struct Group {
  std::size_t begin, end;
  KeyRange keys;    ///< of the blocks
  KeyRange blocks;  ///< counted among those that are needed
};

class Plan {
 public:
  Plan(std::span<const KeyRange> seen, std::size_t m, std::size_t block) {
    const std::vector<std::size_t> bounds = block_bounds(seen, m, block);
    std::vector<std::size_t> needed(bounds.size() + 1, 0);  // +1 where a range of blocks begins, -1 where it ends
    for (std::size_t i = 0; i < seen.size();) {
      // Rows whose ranges end in the same block, so that all see the same blocks before it.
      const auto last =
          static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), seen[i].end) - bounds.begin() - 1);
      const std::size_t next = last + 1 < bounds.size() ? bounds[last + 1] : m + 1;
      KeyRange all = seen[i];
      const std::size_t begin = i++;
      for (; i < seen.size() && i < begin + block && seen[i].end >= bounds[last] && seen[i].end < next; ++i) {
        const KeyRange fewer = common(all, seen[i]);
        if (length(fewer) == 0) break;
        all = fewer;
      }
      const auto first =
          static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), all.begin) - bounds.begin());
      Group group{begin, i, {}, {}};
      if (first < last && bounds[last] - bounds[first] >= 2 * block) {
        group.keys = {bounds[first], bounds[last]};
        group.blocks = {first, last};
        ++needed[first];
        --needed[last];
      }
      groups_.push_back(group);
    }
    std::vector<std::size_t> place(bounds.size(), 0);
    for (std::size_t b = 0, count = 0; b + 1 < bounds.size(); ++b) {
      place[b] = blocks_.size();
      count += needed[b];
      if (count > 0) blocks_.push_back({bounds[b], bounds[b + 1]});
      place[b + 1] = blocks_.size();
    }
    for (Group& group : groups_) group.blocks = {place[group.blocks.begin], place[group.blocks.end]};
  }
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
  [[nodiscard]] const std::vector<KeyRange>& blocks() const { return blocks_; }

 private:
  std::vector<Group> groups_;
  std::vector<KeyRange> blocks_;
};

/// Vectors of `size` numbers, and the sums of pairs, of fours, ... of them.
class Tree {
 public:
  Tree(std::size_t leaves, std::size_t size) : size_(size) {
    for (; leaves > 0; leaves /= 2) {
      counts_.push_back(leaves);
      levels_.push_back(std::make_unique_for_overwrite<double[]>(leaves * size));
    }
  }
  [[nodiscard]] double* at(std::size_t level, std::size_t i) { return levels_[level].get() + i * size_; }

  void add_up(unsigned threads) {
    for (std::size_t level = 1; level < levels_.size(); ++level)
      for_each_chunk(counts_[level], 4, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const double *a = at(level - 1, 2 * i), *b = at(level - 1, 2 * i + 1);
          double* sum = at(level, i);
          for (std::size_t t = 0; t < size_; ++t) sum[t] = a[t] + b[t];
        }
      });
  }

  /// The sum of the leaves of a range that is not empty.
  void sum(KeyRange leaves, double* out) {
    bool first = true;
    while (leaves.begin < leaves.end) {
      auto level = static_cast<std::size_t>(std::bit_width(leaves.end - leaves.begin) - 1);
      if (leaves.begin != 0) level = std::min(level, static_cast<std::size_t>(std::countr_zero(leaves.begin)));
      const double* part = at(level, leaves.begin >> level);
      if (first)
        std::copy_n(part, size_, out);
      else
        for (std::size_t t = 0; t < size_; ++t) out[t] += part[t];
      first = false;
      leaves.begin += std::size_t{1} << level;
    }
  }

 private:
  std::size_t size_;
  std::vector<std::size_t> counts_;
  std::vector<std::unique_ptr<double[]>> levels_;
};

/// The weights where the places of their monomials are; 0 elsewhere.
std::vector<double> by_places(const MonomialSplit& split, std::span<const double> weight) {
  std::vector<double> out(split.places(), 0.0);
  const auto order = split.order();
  std::size_t next = 0;
  for (const auto& p : split.panels())
    for (std::size_t i = p.begin; i < p.end; ++i) out[p.place + i - p.begin] = weight[order[next++]];
  return out;
}

}  // namespace

DoubleMatrix ranged_sums(const DoubleMatrix& Q, const DoubleMatrix& K, const DoubleMatrix& V,
                         std::span<const KeyRange> seen, std::span<const double> weight, std::size_t g,
                         unsigned threads, const Vectors& vectors) {
  const std::size_t n = Q.rows(), m = K.rows(), d = Q.cols(), c = V.cols(), r = weight.size();
  if (V.rows() != m || K.cols() != d || seen.size() != n || c == 0)
    throw std::invalid_argument("Q, K, V, seen: shapes do not fit");
  for (const KeyRange& keys : seen)
    if (keys.end > m)
      throw std::invalid_argument("seen: key " + std::to_string(keys.end - 1) + "; there are " + std::to_string(m));
  const MonomialSplit split(d, g, c);
  if (split.monomials() != r)
    throw std::invalid_argument("r: " + std::to_string(r) + "; there are " + std::to_string(split.monomials()) +
                                " monomials");
  const Plan plan(seen, m, ranged_block(m, d, c, r));
  const std::size_t size = split.places() * c;
  Tree tree(plan.blocks().size(), size);
  for_each_chunk(plan.blocks().size(), 1, threads, [&](std::size_t b, std::size_t) {
    std::fill_n(tree.at(0, b), size, 0.0);
    vectors.add_moments(split, K, V, plan.blocks()[b].begin, plan.blocks()[b].end, tree.at(0, b));
  });
  tree.add_up(threads);

  const std::vector<double> weights = by_places(split, weight);
  const std::vector<DoubleMatrix> values{V};
  const DefinitionRows pairs({&K}, values);
  DoubleMatrix out(n, c);
  for_each_chunk(plan.groups().size(), 4, threads, [&](std::size_t first, std::size_t last) {
    std::vector<double> total(size), weighted(size), sums;
    std::vector<KeyRange> near;
    for (std::size_t t = first; t < last; ++t) {
      const Group& group = plan.groups()[t];
      const bool far = length(group.keys) > 0;
      const std::size_t rows = group.end - group.begin;
      if (far) {
        tree.sum(group.blocks, total.data());
        for (std::size_t place = 0; place < split.places(); ++place)
          for (std::size_t col = 0; col < c; ++col)
            weighted[place * c + col] = weights[place] * total[col * split.places() + place];
        vectors.evaluate_rows(split, Q, weighted.data(), group.begin, group.end, out);
      }
      // What a row sees before and behind the blocks.
      for (const bool behind : {false, true}) {
        near.assign(seen.begin() + static_cast<std::ptrdiff_t>(group.begin),
                    seen.begin() + static_cast<std::ptrdiff_t>(group.end));
        for (KeyRange& keys : near) {
          if (!behind) keys.end = far ? std::min(keys.end, group.keys.begin) : 0;
          if (behind && far) keys.begin = std::max(keys.begin, group.keys.end);
        }
        if (std::all_of(near.begin(), near.end(), [](const KeyRange& keys) { return length(keys) == 0; })) continue;
        sums.assign(rows * c, 0.0);
        pairs.rows(Q.entries().subspan(group.begin * d, rows * d), near, sums);
        for (std::size_t i = 0; i < rows * c; ++i) out.entries()[group.begin * c + i] += sums[i];
      }
    }
  });
  return out;
}

double ranged_error(std::size_t d, double absolute, std::size_t m) {
  const std::size_t rows[] = {m};
  const double one = add_up(1, definition_error(score_error(d, 1, absolute), rows));
  return up(mul_up(one, add_up(1, gamma_up(2))) - 1);
}

std::size_t ranged_block(std::size_t m, std::size_t d, std::size_t c, std::size_t r) {
  // A row takes about block/2 exponentials of d + c + 17 operations, and its share of the sums of moments: a few r c
  // numbers a block, read and added.
  const double sums = static_cast<double>(r) * static_cast<double>(c);
  const double even = std::sqrt(64 * sums / static_cast<double>(d + c + 17));
  const double least = 16 * sums * static_cast<double>(m) / most_bytes;
  const double block = std::min(std::max({even, least, 64.0}), static_cast<double>(m) + 16);
  return (static_cast<std::size_t>(block) + 15) / 16 * 16;
}

double ranged_bytes(double m, double d, double c, double r, unsigned threads) {
  return std::min(most_bytes, 16 * r * c * (m / 64 + 1)) + 8 * m * (d + 3 * c) +
         threads * (block_bytes(r) + 32 * r * c);
}

}  // namespace attest::kernel
