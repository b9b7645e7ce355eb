#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace attest::lowrank {

/// How an index tuple (i_1, ..., i_k) with 0 <= i_l < n_l is counted as one number.
enum class IndexOrder {
  first_fastest,  ///< i_1 + i_2 n_1 + i_3 n_1 n_2 + ...: Alman and Song's K_{i1 + (i2-1) n1}, column-major
  last_fastest    ///< (i_1 n_2 + i_2) n_3 + ...: the textbook's and numpy's, row-major
};

/// n_1 ... n_k; std::length_error where that is no std::size_t.
[[nodiscard]] inline std::size_t joined_size(const std::vector<std::size_t>& sizes) {
  if (std::find(sizes.begin(), sizes.end(), 0U) != sizes.end()) return 0;
  std::size_t all = 1;
  for (const std::size_t n : sizes) {
    if (all > std::numeric_limits<std::size_t>::max() / n)
      throw std::length_error("sizes: their product is beyond " +
                              std::to_string(std::numeric_limits<std::size_t>::max()));
    all *= n;
  }
  return all;
}

/// The number of an index tuple, and back: inverse bijections between the tuples and 0 .. n_1 ... n_k - 1.
///
/// Throws   std::invalid_argument where tuple and sizes differ in length, std::out_of_range where an index is too
///          large.
/// Cost     k multiplications.
/// Source   docs/theory/kronecker.md
/// Laws     property-tests/lowrank/kronecker.cpp
template <IndexOrder Order>
[[nodiscard]] std::size_t join(const std::vector<std::size_t>& index, const std::vector<std::size_t>& sizes) {
  if (index.size() != sizes.size())
    throw std::invalid_argument("index: " + std::to_string(index.size()) + " entries for " +
                                std::to_string(sizes.size()) + " sizes");
  std::size_t place = 0;
  for (std::size_t step = 0; step < sizes.size(); ++step) {
    const std::size_t l = Order == IndexOrder::first_fastest ? sizes.size() - 1 - step : step;
    if (index[l] >= sizes[l])
      throw std::out_of_range("index: " + std::to_string(index[l]) + " of " + std::to_string(sizes[l]));
    place = place * sizes[l] + index[l];
  }
  return place;
}
template <IndexOrder Order>
[[nodiscard]] std::vector<std::size_t> split(std::size_t place, const std::vector<std::size_t>& sizes) {
  if (place >= joined_size(sizes))
    throw std::out_of_range("place: " + std::to_string(place) + " of " + std::to_string(joined_size(sizes)));
  std::vector<std::size_t> index(sizes.size());
  for (std::size_t step = 0; step < sizes.size(); ++step) {
    const std::size_t l = Order == IndexOrder::first_fastest ? step : sizes.size() - 1 - step;
    index[l] = place % sizes[l];
    place /= sizes[l];
  }
  return index;
}

}  // namespace attest::lowrank
