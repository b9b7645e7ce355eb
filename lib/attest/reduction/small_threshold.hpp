#pragma once

#include "attest/number/integer.hpp"
#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// Where the threshold is small, listing beats comparing: n times C(d, <= t) look-ups instead of n^2 or n^k products.
/// The counts below are of the work actually done, and nothing stops early, so that they are functions of the input.
/// Laws     property-tests/reduction/vectors.cpp
/// Source   docs/theory/hardness.md

/// The number of words within Hamming distance t of a word of d bits: sum_{i<=t} C(d, i).
[[nodiscard]] Integer ball_size(std::size_t d, std::size_t t);

struct Listing {
  std::optional<Choice> found;  ///< the first choice that reaches the threshold, if there is one
  std::size_t operations = 0;   ///< words or subsets looked up
};

/// Is some pair of vectors, one of each set, at Hamming distance at most t?  All words within t of each vector of a are
/// looked up among those of b: a.size() ball_size(d, t) operations exactly.
///
/// Domain   sets with a vector each and of one dimension d >= 1, t <= d: std::invalid_argument; at most 2^28
///          operations: std::length_error.
[[nodiscard]] Listing find_within(const BitVectors& a, const BitVectors& b, std::size_t t);

/// Is some product at least t?  Exactly then the supports of the chosen vectors share a set of t coordinates; those
/// sets are listed for every vector and met in a table: subsets_to_list(x, t) <= k n C(d, t) operations exactly,
/// linear in n for every order.
///
/// Domain   1 <= t <= d: std::invalid_argument; at most 2^28 operations: std::length_error.
[[nodiscard]] Listing find_product_at_least(const VectorSets& x, std::size_t t);
/// sum over all vectors v of C(|v|, t).
[[nodiscard]] Integer subsets_to_list(const VectorSets& x, std::size_t t);

/// Max-IP exactly, by t = 1, 2, ... until none is reached: after at most max + 1 listings.  `operations` is their sum.
struct Listed {
  Largest largest;
  std::size_t operations = 0;
};
[[nodiscard]] Listed largest_product_by_subsets(const VectorSets& x);

}  // namespace attest::reduction
