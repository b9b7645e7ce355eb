#include "attest/attention/row_passes.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "attest/kernel/moments.hpp"
#include "attest/kernel/row_facts.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

std::size_t whole_blocks(std::size_t rows) { return std::max<std::size_t>(1, (rows + 63) / 64) * 64; }

/// Rows done, told to `progress`.
class Count {
 public:
  Count(const RowPasses& passes, const char* what, std::size_t rows) : passes_(passes), what_(what), rows_(rows) {
    if (passes_.progress) passes_.progress(what_, 0, rows_);
  }
  void add(std::size_t rows) {
    const std::size_t done = done_ += rows;
    if (passes_.progress) passes_.progress(what_, done, rows_);
  }

 private:
  const RowPasses& passes_;
  const char* what_;
  std::size_t rows_;
  std::atomic<std::size_t> done_{0};
};

/// Those of `parts` parts that are this process's: consecutive.
struct Share {
  std::size_t first = 0, count = 0;
  Share(const Team& team, std::size_t parts) {
    for (std::size_t i = 0; i < parts; ++i)
      if (team.owner(i, parts) == team.rank()) first = count++ == 0 ? i : first;
  }
};

}  // namespace

const Team& RowPasses::alone() {
  static const Team team;
  return team;
}

void for_each_block(std::size_t n, const RowPasses& passes, const char* what,
                    const std::function<void(std::size_t, std::size_t)>& work) {
  const std::size_t block = whole_blocks(passes.block_rows);
  // A rank's rows are consecutive, and its blocks too.
  const std::size_t size = passes.team.size(), rank = passes.team.rank(), blocks = (n + block - 1) / block;
  const std::size_t first = std::min(n, blocks * rank / size * block),
                    last = std::min(n, blocks * (rank + 1) / size * block);
  Count count(passes, what, last - first);
  passes.team.together([&] {
    for_each_chunk(last - first, block, passes.threads, [&](std::size_t begin, std::size_t end) {
      work(first + begin, first + end);
      count.add(end - begin);
    });
  });
}

void for_each_block_in_chunks(std::size_t n, const RowPasses& passes, const char* what,
                              const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
  const std::size_t block = whole_blocks(passes.block_rows), chunk = kernel::moment_chunk_rows(n);
  const Share mine(passes.team, (n + chunk - 1) / chunk);
  Count count(passes, what, std::min(n, (mine.first + mine.count) * chunk) - std::min(n, mine.first * chunk));
  passes.team.together([&] {
    for_each_chunk(mine.count, 1, passes.threads, [&](std::size_t i, std::size_t) {
      const std::size_t c = mine.first + i, end = std::min(n, (c + 1) * chunk);
      for (std::size_t begin = c * chunk; begin < end; begin += block) {
        const std::size_t next = std::min(end, begin + block);
        work(c, begin, next);
        count.add(next - begin);
      }
    });
  });
}

std::vector<std::vector<double>> fold_rows(
    const RowSource& source, const RowPasses& passes, const char* what, const std::vector<double>& start,
    const std::function<void(std::size_t, std::span<const double>, std::span<double>)>& add) {
  const std::size_t n = source.rows(), chunk = kernel::moment_chunk_rows(n), chunks = (n + chunk - 1) / chunk;
  std::vector<std::vector<double>> numbers(chunks, start), rooms(chunks);
  for_each_block_in_chunks(n, passes, what, [&](std::size_t c, std::size_t begin, std::size_t end) {
    add(begin, source.read(begin, end, rooms[c]), numbers[c]);
    if (end == std::min(n, (c + 1) * chunk)) rooms[c] = {};
  });
  for (std::size_t c = 0; c < chunks; ++c) passes.team.broadcast(numbers[c], passes.team.owner(c, chunks));
  return numbers;
}

double ColumnRanges::largest(std::size_t l) const { return std::max(std::fabs(low[l]), std::fabs(high[l])); }

double ColumnRanges::largest() const {
  double most = 0;
  for (std::size_t l = 0; l < low.size(); ++l) most = std::max(most, largest(l));
  return most;
}

bool ColumnRanges::finite() const {
  const auto all = [](const std::vector<double>& x) {
    return std::all_of(x.begin(), x.end(), [](double a) { return std::isfinite(a); });
  };
  return all(low) && all(high) && all(sum);
}

ColumnRanges columns_in_rows(const RowSource& source, const RowPasses& passes) {
  const std::size_t d = source.cols(), each = kernel::row_lanes * d;
  constexpr double none = std::numeric_limits<double>::infinity();
  std::vector<double> start(3 * each, 0.0);  // low, high, sum
  std::fill_n(start.begin(), each, none);
  std::fill_n(start.begin() + static_cast<std::ptrdiff_t>(each), each, -none);
  const auto sets = fold_rows(
      source, passes, "reading", start, [&](std::size_t, std::span<const double> block, std::span<double> numbers) {
        kernel::add_ranges(block, d,
                           {numbers.first(each), numbers.subspan(each, each), numbers.subspan(2 * each, each)});
      });
  ColumnRanges c{std::vector<double>(d, none), std::vector<double>(d, -none), std::vector<double>(d, 0.0)};
  for (const auto& numbers : sets)
    for (std::size_t lane = 0; lane < each; lane += d)
      for (std::size_t l = 0; l < d; ++l) {
        c.low[l] = std::min(c.low[l], numbers[lane + l]);
        c.high[l] = std::max(c.high[l], numbers[each + lane + l]);
        c.sum[l] += numbers[2 * each + lane + l];
      }
  c.roundings = kernel::moment_chunk_rows(source.rows()) / kernel::row_lanes + kernel::row_lanes * sets.size();
  return c;
}

}  // namespace attest::attention
