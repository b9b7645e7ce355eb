#include "attest/reduction/split.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace attest::reduction {

std::vector<std::size_t> run_lengths(const Cnf& f, std::size_t order) {
  require_valid(f);
  if (order < 2 || order > 6) throw std::invalid_argument("order: " + std::to_string(order) + "; 2 to 6 is allowed");
  if (f.variables > 24 * order)
    throw std::length_error("formula: " + std::to_string(f.variables) + " variables; at most " +
                            std::to_string(24 * order) + " at order " + std::to_string(order));
  std::vector<std::size_t> lengths;
  for (std::size_t p = 0; p < order; ++p) lengths.push_back(f.variables / order + (p < f.variables % order ? 1 : 0));
  return lengths;
}

VectorSets split(const Cnf& f, std::size_t order) {
  VectorSets x;
  std::size_t first = 0;
  for (const std::size_t length : run_lengths(f, order)) {
    BitVectors set(std::size_t{1} << length, std::max<std::size_t>(f.clauses.size(), 1));
    for (std::size_t i = 0; i < set.size(); ++i)
      for (std::size_t j = 0; j < f.clauses.size(); ++j)
        set.set(i, j, std::none_of(f.clauses[j].begin(), f.clauses[j].end(), [&](long l) {
                  const std::size_t v = static_cast<std::size_t>(l < 0 ? -l : l) - 1;
                  return v >= first && v < first + length && ((i >> (v - first)) & 1U) == (l > 0 ? 1U : 0U);
                }));
    x.sets.push_back(std::move(set));
    first += length;
  }
  return x;
}

std::vector<bool> assignment_of(const Cnf& f, std::size_t order, const Choice& choice) {
  const auto lengths = run_lengths(f, order);
  if (choice.size() != order)
    throw std::invalid_argument("choice: " + std::to_string(choice.size()) + " vectors; " + std::to_string(order) +
                                " are needed");
  std::vector<bool> assignment;
  for (std::size_t p = 0; p < order; ++p) {
    if (choice[p] >> lengths[p] != 0)
      throw std::invalid_argument("choice: vector " + std::to_string(choice[p]) + " of set " + std::to_string(p + 1) +
                                  "; it has " + std::to_string(std::size_t{1} << lengths[p]));
    for (std::size_t b = 0; b < lengths[p]; ++b) assignment.push_back(((choice[p] >> b) & 1U) != 0);
  }
  return assignment;
}

}  // namespace attest::reduction
