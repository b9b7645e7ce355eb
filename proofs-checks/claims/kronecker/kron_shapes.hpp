#pragma once

// Shapes of several factors, by name of their sizes.
#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "../fast-rope/rope_sweep.hpp"

namespace attest::ledger::kron {

/// Sizes by name: common ones, and one of each factor (`n1`, `n2`).
class Shape {
 public:
  Shape(std::size_t factors, std::map<std::string, std::size_t> sizes) : factors_(factors), sizes_(std::move(sizes)) {}
  [[nodiscard]] std::size_t factors() const { return factors_; }
  [[nodiscard]] std::size_t operator[](const std::string& name) const { return sizes_.at(name); }
  /// That of factor l = 0, 1, ..., its own or the common one.
  [[nodiscard]] std::size_t of(const std::string& name, std::size_t l) const {
    const auto own = sizes_.find(name + std::to_string(l + 1));
    return own != sizes_.end() ? own->second : sizes_.at(name);
  }
  [[nodiscard]] std::string text() const {
    std::string s;
    for (const auto& [name, size] : sizes_) s += (s.empty() ? "" : ", ") + name + " = " + std::to_string(size);
    return s;
  }

 private:
  std::size_t factors_;
  std::map<std::string, std::size_t> sizes_;
};

/// Which shapes: the names of the sizes, and how many factors.
struct Family {
  std::vector<std::string> common, own;
  std::vector<std::size_t> factors{2, 3};
};
/// Largest size tried.
constexpr long largest_size(std::size_t factors) { return factors <= 2 ? 3 : 2; }

/// All shapes with k factors and sizes 1 .. largest_size(k), by their total.
inline std::vector<Shape> shapes(const Family& family, std::size_t k) {
  std::vector<std::string> names = family.common;
  for (const auto& name : family.own)
    for (std::size_t l = 1; l <= k; ++l) names.push_back(name + std::to_string(l));
  std::vector<std::vector<long>> tuples;
  for_each_tuple(names.size(), 1, largest_size(k), [&](const std::vector<long>& x) {
    tuples.push_back(x);
    return true;
  });
  const auto total = [](const std::vector<long>& x) { return std::accumulate(x.begin(), x.end(), 0L); };
  std::stable_sort(tuples.begin(), tuples.end(), [&](const auto& a, const auto& b) { return total(a) < total(b); });
  std::vector<Shape> all;
  for (const auto& x : tuples) {
    std::map<std::string, std::size_t> sizes;
    for (std::size_t i = 0; i < names.size(); ++i) sizes[names[i]] = static_cast<std::size_t>(x[i]);
    all.emplace_back(k, std::move(sizes));
  }
  return all;
}

/// `indeterminate entries; 2 factors, sizes 1 to 3: 81 shapes; ...`.
inline std::string describe(const Family& family) {
  std::string s = "indeterminate entries";
  for (const std::size_t k : family.factors)
    s += "; " + std::to_string(k) + " factors, sizes 1 to " + std::to_string(largest_size(k)) + ": " +
         std::to_string(shapes(family, k).size()) + " shapes";
  return s;
}

}  // namespace attest::ledger::kron
