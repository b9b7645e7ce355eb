#pragma once

// P2-04: circulant and Toeplitz matrices, by their definitions.
#include <numeric>
#include <vector>

#include "attest/number/matrix.hpp"

namespace attest::ledger {

/// C_ij = c_{(i-j) mod n}.
inline RationalMatrix circulant(const std::vector<Rational>& c) {
  const std::size_t n = c.size();
  RationalMatrix m(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) m.set(i, j, c[(i + n - j) % n]);
  return m;
}
/// T_ij = w_{i-j}; w_{-(n-1)} first.
inline RationalMatrix toeplitz(const std::vector<Rational>& w) {
  const std::size_t n = (w.size() + 1) / 2;
  RationalMatrix m(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) m.set(i, j, w[i + n - 1 - j]);
  return m;
}

/// Each row is the one above, shifted by one with wrap-around.
inline bool is_circulant(const RationalMatrix& m) {
  const std::size_t n = m.rows();
  for (std::size_t i = 0; i + 1 < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (m.get(i, j) != m.get(i + 1, (j + 1) % n)) return false;
  return true;
}
/// All entries along any diagonal are equal.
inline bool is_toeplitz(const RationalMatrix& m) {
  for (std::size_t i = 0; i + 1 < m.rows(); ++i)
    for (std::size_t j = 0; j + 1 < m.cols(); ++j)
      if (m.get(i, j) != m.get(i + 1, j + 1)) return false;
  return true;
}

/// Which things a list of equalities makes equal.
class Partition {
 public:
  explicit Partition(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  [[nodiscard]] std::size_t least(std::size_t x) const {
    while (parent_[x] != x) x = parent_[x];
    return x;
  }
  void equate(std::size_t x, std::size_t y) {
    x = least(x), y = least(y);
    parent_[std::max(x, y)] = std::min(x, y);
  }
  friend bool operator==(const Partition& a, const Partition& b) {
    for (std::size_t x = 0; x < a.parent_.size(); ++x)
      if (a.least(x) != b.least(x)) return false;
    return a.parent_.size() == b.parent_.size();
  }

 private:
  std::vector<std::size_t> parent_;
};

/// The cells i n + j of an n x n matrix that `every row is the one above shifted` makes equal.
inline Partition circulant_cells(std::size_t n) {
  Partition p(n * n);
  for (std::size_t i = 0; i + 1 < n; ++i)
    for (std::size_t j = 0; j < n; ++j) p.equate(i * n + j, (i + 1) * n + (j + 1) % n);
  return p;
}
inline Partition toeplitz_cells(std::size_t n) {
  Partition p(n * n);
  for (std::size_t i = 0; i + 1 < n; ++i)
    for (std::size_t j = 0; j + 1 < n; ++j) p.equate(i * n + j, (i + 1) * n + j + 1);
  return p;
}

/// Does M break one of the cyclic hexagons, which every diag(u) C diag(v) with C circulant obeys, zeros or not?
inline bool breaks_a_hexagon(const RationalMatrix& m) {
  const std::size_t n = m.rows();
  const auto at = [&](std::size_t i, std::size_t j) { return m.get(i % n, j % n); };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (at(i + 2, j + 2) * at(i + 1, j) * at(i, j + 1) != at(i + 2, j + 1) * at(i + 1, j + 2) * at(i, j)) return true;
  return false;
}

}  // namespace attest::ledger
