#include "attest/reduction/split.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace attest::reduction {
namespace {

struct Run {
  std::size_t first, length;
};

/// Run p of k; lengths differ by at most one.
std::vector<Run> runs_of(const Cnf& f, std::size_t order) {
  require_valid(f);
  if (order < 2 || order > 6) throw std::invalid_argument("order: " + std::to_string(order) + "; 2 to 6 is allowed");
  std::vector<Run> runs;
  std::size_t first = 0;
  for (std::size_t p = 0; p < order; ++p) {
    const std::size_t length = f.variables / order + (p < f.variables % order ? 1 : 0);
    if (length > 24)
      throw std::length_error("formula: " + std::to_string(f.variables) + " variables; at most " +
                              std::to_string(24 * order) + " at order " + std::to_string(order));
    runs.push_back({first, length});
    first += length;
  }
  return runs;
}

}  // namespace

VectorSets split(const Cnf& f, std::size_t order) {
  VectorSets x;
  for (const auto& [first, length] : runs_of(f, order)) {
    BitVectors set(std::size_t{1} << length, std::max<std::size_t>(f.clauses.size(), 1));
    for (std::size_t i = 0; i < set.size(); ++i)
      for (std::size_t j = 0; j < f.clauses.size(); ++j)
        set.set(i, j,
                std::none_of(f.clauses[j].begin(), f.clauses[j].end(), [&, first = first, length = length](long l) {
                  const std::size_t v = static_cast<std::size_t>(l < 0 ? -l : l) - 1;
                  return v >= first && v < first + length && ((i >> (v - first)) & 1U) == (l > 0 ? 1U : 0U);
                }));
    x.sets.push_back(std::move(set));
  }
  return x;
}

std::vector<bool> assignment_of(const Cnf& f, std::size_t order, const Choice& choice) {
  const auto runs = runs_of(f, order);
  if (choice.size() != order)
    throw std::invalid_argument("choice: " + std::to_string(choice.size()) + " vectors; " + std::to_string(order) +
                                " are needed");
  std::vector<bool> assignment;
  for (std::size_t p = 0; p < order; ++p) {
    if (choice[p] >> runs[p].length != 0)
      throw std::invalid_argument("choice: vector " + std::to_string(choice[p]) + " of set " + std::to_string(p + 1) +
                                  "; it has " + std::to_string(std::size_t{1} << runs[p].length));
    for (std::size_t b = 0; b < runs[p].length; ++b) assignment.push_back(((choice[p] >> b) & 1U) != 0);
  }
  return assignment;
}

}  // namespace attest::reduction
