#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "attest/number/row_source.hpp"
#include "attest/number/team.hpp"

namespace attest::attention {

/// How passes over rows are run: by whom, and how many rows are held at a time.  Results depend on none of it.
struct RowPasses {
  unsigned threads = 1;
  std::size_t block_rows = 4096;  ///< of one thread; rounded up to a multiple of 64
  const Team& team = alone();
  /// Told now and then, by any thread, how many of `rows` this process has done of the pass `what`.
  std::function<void(const char* what, std::size_t done, std::size_t rows)> progress{};

  [[nodiscard]] static const Team& alone();
};

/// Numbers folded over the rows, one set for each chunk of kernel::moment_chunk_rows(rows) rows, in the order of the
/// chunks: `add` is given consecutive blocks of a chunk's rows, from row `begin` on, all but its last a multiple of 64,
/// and what has become of `start` so far.  Every process has all sets.
[[nodiscard]] std::vector<std::vector<double>> fold_rows(
    const RowSource& source, const RowPasses& passes, const char* what, const std::vector<double>& start,
    const std::function<void(std::size_t begin, std::span<const double> block, std::span<double> numbers)>& add);

/// Calls work(begin, end) for the blocks of n rows that are this process's; throws on all where it throws on one.
void for_each_block(std::size_t n, const RowPasses& passes, const char* what,
                    const std::function<void(std::size_t begin, std::size_t end)>& work);

/// Calls work(chunk, begin, end) for blocks of those chunks of moments (attest/kernel/moments.hpp) that are this
/// process's, the blocks of a chunk in order and by one thread; throws on all where it throws on one.
void for_each_block_in_chunks(std::size_t n, const RowPasses& passes, const char* what,
                              const std::function<void(std::size_t chunk, std::size_t begin, std::size_t end)>& work);

/// The smallest and largest entry of each column, and the sum of each in an order that depends on the number of rows
/// alone, with at most `roundings` of them behind a term.
struct ColumnRanges {
  std::vector<double> low, high, sum;
  std::size_t roundings = 0;
  [[nodiscard]] bool finite() const;                  ///< all of these, and then all entries
  [[nodiscard]] double largest(std::size_t l) const;  ///< |entry| of column l
  [[nodiscard]] double largest() const;               ///< of all
};
[[nodiscard]] ColumnRanges columns_in_rows(const RowSource& source, const RowPasses& passes);

}  // namespace attest::attention
