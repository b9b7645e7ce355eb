#include "attest/attention/row_passes.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>

#include "attest/kernel/moments.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

/// Eight of a kind run beside each other; row j of a chunk is of lane j % 8.
constexpr std::size_t lanes = 8;

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

std::vector<std::vector<double>> fold_rows(const RowSource& source, const RowPasses& passes, const char* what,
                                           const std::vector<double>& start,
                                           const std::function<void(std::span<const double>, std::span<double>)>& add) {
  const std::size_t n = source.rows(), chunk = kernel::moment_chunk_rows(n), chunks = (n + chunk - 1) / chunk;
  std::vector<std::vector<double>> numbers(chunks, start), rooms(chunks);
  for_each_block_in_chunks(n, passes, what, [&](std::size_t c, std::size_t begin, std::size_t end) {
    add(source.read(begin, end, rooms[c]), numbers[c]);
    if (end == std::min(n, (c + 1) * chunk)) rooms[c] = {};
  });
  for (std::size_t c = 0; c < chunks; ++c) passes.team.broadcast(numbers[c], passes.team.owner(c, chunks));
  return numbers;
}

double Columns::largest(std::size_t l) const { return std::max(std::fabs(low[l]), std::fabs(high[l])); }

double Columns::largest() const {
  double most = 0;
  for (std::size_t l = 0; l < low.size(); ++l) most = std::max(most, largest(l));
  return most;
}

Columns columns_in_rows(const RowSource& source, const RowPasses& passes) {
  const std::size_t d = source.cols();
  constexpr double none = std::numeric_limits<double>::infinity();
  std::vector<double> start(3 * lanes * d, 0.0);  // of each column: low, high, sum
  for (std::size_t l = 0; l < d; ++l) {
    std::fill_n(start.begin() + static_cast<std::ptrdiff_t>(3 * lanes * l), lanes, none);
    std::fill_n(start.begin() + static_cast<std::ptrdiff_t>(3 * lanes * l + lanes), lanes, -none);
  }
  const auto sets =
      fold_rows(source, passes, "reading", start, [d](std::span<const double> block, std::span<double> numbers) {
        const std::size_t rows = block.size() / d;
        for (std::size_t l = 0; l < d; ++l) {
          std::array<double, lanes> low, high, sum;
          double* const to = numbers.data() + 3 * lanes * l;
          std::copy_n(to, lanes, low.begin());
          std::copy_n(to + lanes, lanes, high.begin());
          std::copy_n(to + 2 * lanes, lanes, sum.begin());
          const double* from = block.data() + l;
          const auto take = [&](std::size_t k, double x) {
            low[k] = std::min(low[k], x);
            high[k] = std::max(high[k], x);
            sum[k] += x;
          };
          std::size_t j = 0;
          for (; j + lanes <= rows; j += lanes)
            for (std::size_t k = 0; k < lanes; ++k) take(k, from[(j + k) * d]);
          for (std::size_t k = 0; j < rows; ++j, ++k) take(k, from[j * d]);
          std::copy_n(low.begin(), lanes, to);
          std::copy_n(high.begin(), lanes, to + lanes);
          std::copy_n(sum.begin(), lanes, to + 2 * lanes);
        }
      });
  Columns c{std::vector<double>(d, none), std::vector<double>(d, -none), std::vector<double>(d, 0.0)};
  for (const auto& numbers : sets)
    for (std::size_t l = 0; l < d; ++l)
      for (std::size_t k = 0; k < lanes; ++k) {
        const double* const from = numbers.data() + 3 * lanes * l + k;
        c.low[l] = std::min(c.low[l], from[0]);
        c.high[l] = std::max(c.high[l], from[lanes]);
        c.sum[l] += from[2 * lanes];
      }
  return c;
}

}  // namespace attest::attention
