#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "attest/number/rational.hpp"

namespace attest::reduction {

/// n vectors in {0,1}^d, row by row.  A regular value type; places are checked (std::out_of_range).
class BitVectors {
 public:
  BitVectors() = default;
  /// All zero.  std::length_error beyond 2^32 entries.
  BitVectors(std::size_t n, std::size_t d);

  [[nodiscard]] std::size_t size() const { return n_; }
  [[nodiscard]] std::size_t dimension() const { return d_; }
  [[nodiscard]] bool get(std::size_t i, std::size_t l) const { return bits_.at(place(i, l)) != 0; }
  void set(std::size_t i, std::size_t l, bool value) { bits_.at(place(i, l)) = value ? 1 : 0; }
  friend bool operator==(const BitVectors&, const BitVectors&) = default;

 private:
  [[nodiscard]] std::size_t place(std::size_t i, std::size_t l) const;
  std::size_t n_ = 0, d_ = 0;
  std::vector<std::uint8_t> bits_;
};

/// k >= 2 sets of vectors of one dimension: the input of k-OV, Max-IP and Gap-MaxIP of order k.  One vector is chosen
/// from each; their product is the number of coordinates in which all of them have a 1.
struct VectorSets {
  std::vector<BitVectors> sets;
  [[nodiscard]] std::size_t order() const { return sets.size(); }
  [[nodiscard]] std::size_t dimension() const { return sets.front().dimension(); }
};
using Choice = std::vector<std::size_t>;  ///< which vector of each set

/// Throws std::invalid_argument unless there are at least two sets, none empty, all of one dimension d >= 1.
void require_valid(const VectorSets& x);

/// sum_l prod_p x^(p)_l.  Cost k d.
[[nodiscard]] std::size_t product(const VectorSets& x, const Choice& choice);

/// By brute force, the last set running fastest: n^k k d operations.  Domain: at most 2^32 of them,
/// std::length_error otherwise.
/// The first choice with product 0 (k-OV), and the first with the largest product (Max-IP).
[[nodiscard]] std::optional<Choice> find_orthogonal(const VectorSets& x);
struct Largest {
  std::size_t product = 0;
  Choice choice;
};
[[nodiscard]] Largest largest_product(const VectorSets& x);

/// Gap-MaxIP: is the largest product at least t, or at most (1 - gap) t?  A promise problem: where neither holds, any
/// answer is right.  t >= 1, 0 < gap <= 1.
struct GapProblem {
  VectorSets vectors;
  std::size_t t = 1;
  Rational gap = 1;
  /// The largest product of a NO instance: floor((1 - gap) t).
  [[nodiscard]] std::size_t most_of_no() const;
};
enum class Promise { yes, no, neither };
/// By brute force.
[[nodiscard]] Promise promise(const GapProblem& x);
void require_valid(const GapProblem& x);

}  // namespace attest::reduction
