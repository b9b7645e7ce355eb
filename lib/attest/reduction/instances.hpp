#pragma once

#include <cstdint>

#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// Sets of n vectors in {0,1}^d to test with, the same on every machine for the same seed; every one of them lies on
/// its side by construction.  n >= 1, d >= 1, order >= 2, std::invalid_argument otherwise.
/// Laws: property-tests/reduction/vectors.cpp

/// Each bit is 1 with probability ones/16.
[[nodiscard]] VectorSets random_sets(std::size_t n, std::size_t d, std::size_t order, std::size_t ones,
                                     std::uint64_t seed);
/// Dense vectors, of which one choice is orthogonal.
[[nodiscard]] VectorSets planted_orthogonal(std::size_t n, std::size_t d, std::size_t order, std::uint64_t seed);
/// Just not: every product is at least 1, and one of them is 1.
[[nodiscard]] VectorSets nearly_orthogonal(std::size_t n, std::size_t d, std::size_t order, std::uint64_t seed);

/// At the very edge of the promise.  YES: the largest product is t, of the planted choice, and every vector of the
/// first set but one has at most (1 - gap) t ones.  NO: the largest product is floor((1 - gap) t).
/// std::invalid_argument unless 1 <= t <= d, 0 < gap <= 1 and the side is yes or no.
[[nodiscard]] GapProblem planted_gap(std::size_t n, std::size_t d, std::size_t order, std::size_t t,
                                     const Rational& gap, Promise side, std::uint64_t seed);

}  // namespace attest::reduction
