#pragma once

#include <cstddef>
#include <vector>

#include "attest/lowrank/evidence.hpp"
#include "attest/number/dense.hpp"

namespace attest::lowrank {

/// An n_1 x ... x n_k array of rationals, the first index fastest: entry (i_1, .., i_k) stands at
/// i_1 + n_1 (i_2 + n_2 (i_3 + ..)).  Modes and indices count from 0.  A regular value type.
///
/// Domain   2 to 8 modes, every size at least 1, at most 2^20 entries.
/// Throws   std::invalid_argument naming the sizes or the number of values; std::length_error beyond 2^20 entries.
class Tensor {
 public:
  Tensor(std::vector<std::size_t> sizes, std::vector<Rational> values);

  [[nodiscard]] const std::vector<std::size_t>& sizes() const { return sizes_; }
  [[nodiscard]] std::size_t order() const { return sizes_.size(); }
  [[nodiscard]] const std::vector<Rational>& values() const { return values_; }
  /// Throws std::out_of_range unless there is one index below its size for each mode.
  [[nodiscard]] const Rational& operator()(const std::vector<std::size_t>& index) const;
  friend bool operator==(const Tensor&, const Tensor&) = default;

  /// The matrix with the given modes on its rows and the others on its columns.  Either index runs over its modes in
  /// increasing order, the lowest mode fastest.
  /// Throws   std::invalid_argument unless the modes increase strictly, lie below order(), and leave some to either
  ///          side.
  /// Cost     one copy of the entries.
  [[nodiscard]] RationalMatrix flatten(const std::vector<std::size_t>& modes) const;

 private:
  std::vector<std::size_t> sizes_;
  std::vector<Rational> values_;
};

/// sum_s U_1[i_1, s] ... U_k[i_k, s]: the tensor with these CP factors, one matrix for each mode.
/// Throws   as Tensor; std::invalid_argument where the factors differ in their numbers of columns.
/// Cost     k r multiplications for each entry.
[[nodiscard]] Tensor sum_of_products(const std::vector<Dense<Rational>>& factors);

/// A flattening and what shows its rank.  The CP rank over any field that contains Q is at least that.
struct FlatteningRank {
  std::vector<std::size_t> modes;  ///< on the rows, mode 0 among them
  RankEvidence evidence;           ///< of Tensor::flatten(modes)
  [[nodiscard]] std::size_t rank() const { return evidence.columns.size(); }
};

/// A lower bound of the CP rank, the fewest products of vectors whose sum is the tensor: the flattening of the greatest
/// exact rank over Q, among all 2^(k-1) - 1 bipartitions of the modes; the first of them in the order of their lists of
/// modes where several reach it.  A product of vectors flattens to rank at most 1, so the CP rank is no smaller.
/// Factors give an upper bound: sum_of_products.
///
/// Throws   std::invalid_argument where the tensor is zero: rank 0 needs no evidence.
/// Cost     one exact rank for each bipartition that could still be better, then find_rank_evidence once.
/// Source   docs/theory/ranks.md.
/// Laws     property-tests/lowrank/cp_rank.cpp
[[nodiscard]] FlatteningRank rank_lower(const Tensor& tensor);

}  // namespace attest::lowrank
