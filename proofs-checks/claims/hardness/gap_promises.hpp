#pragma once

// P1-22: the promise of Gap-MaxIP, for all products or row by row.
#include <algorithm>

#include "hard_vectors.hpp"

namespace attest::ledger::hard {

/// How an instance keeps the promise of Gap-MaxIP: with one threshold for all products, and row by row, each vector of
/// the first set by itself.
struct Kept {
  bool globally, by_rows;
};
/// Does `holds` of every instance of order 2?  1 or 2 vectors against 1 or 2, d <= 3, t <= d, eps = 1/2, smallest
/// first.
template <class Holds>
Verdict promises_kept(const std::string& evidence, Holds holds) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 3; ++d)
    for (std::size_t t = 1; t <= d; ++t)
      for (const auto& [n, m] : {std::pair<std::size_t, std::size_t>{1, 1}, {2, 1}, {1, 2}, {2, 2}})
        for_each_tuple((n + m) * d, 0, 1, [&](const std::vector<long>& x) {
          const reduction::VectorSets s = sets_of(x, {n, m}, d);
          Kept kept{reduction::promise({s, t, Rational(1, 2)}) != reduction::Promise::neither, true};
          for (std::size_t i = 0; i < n; ++i) {
            const std::size_t value = std::max(reduction::product(s, {i, 0}), reduction::product(s, {i, m - 1}));
            kept.by_rows = kept.by_rows && (value >= t || 2 * value <= t);
          }
          return sweep(truth(holds(kept)), [&] { return "t = " + std::to_string(t) + ", eps = 1/2: " + text(s); });
        });
  return sweep.verdict(Status::verified, "order 2, n <= 2 against 1 or 2, d <= 3, t <= d, eps = 1/2, smallest first",
                       evidence);
}

}  // namespace attest::ledger::hard
