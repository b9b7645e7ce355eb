#pragma once

#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// The number of coordinates in which vector i of a and vector j of b differ; std::invalid_argument where the
/// dimensions do.  Cost d.
[[nodiscard]] std::size_t distance(const BitVectors& a, std::size_t i, const BitVectors& b, std::size_t j);
/// Ones of vector i.
[[nodiscard]] std::size_t weight(const BitVectors& a, std::size_t i);

/// x -> (x, 1 - x): 2d coordinates, weight exactly d, Hamming distances doubled.
[[nodiscard]] BitVectors balanced(const BitVectors& a);

struct Pair {
  std::size_t distance = 0, i = 0, j = 0;
};
/// The closest pair of one vector of each set, by brute force; the first of the closest.  Cost n m d.  Both sets
/// need a vector, and the same dimension d >= 1: std::invalid_argument.
[[nodiscard]] Pair closest_pair(const BitVectors& a, const BitVectors& b);

/// Is some pair at distance at most t, or are all at distance at least (1 + eps) t?  As Gap-MaxIP of order 2 on the
/// balanced vectors, where <a, b> = d - distance: threshold d - t and gap eps t / (d - t).
/// Domain: 1 <= t and eps > 0 with (1 + eps) t <= d and t < d, std::invalid_argument otherwise.
/// Laws: property-tests/reduction/vectors.cpp
[[nodiscard]] GapProblem max_ip_of_closest_pair(const BitVectors& a, const BitVectors& b, std::size_t t,
                                                const Rational& eps);

}  // namespace attest::reduction
