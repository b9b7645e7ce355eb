#pragma once

// P2-22, P2-23: the multi-indices of the terms, and what they share.
#include <set>
#include <utility>
#include <vector>

#include "attest/count/binomial.hpp"
#include "attest/count/ranks.hpp"

namespace attest::ledger {

using Exponents = std::vector<unsigned>;

/// Calls f for every m in {0, 1, ...}^size with |m| <= g and no entry above `most`.
template <class F>
void for_each_index(std::size_t size, unsigned g, const F& f, unsigned most = ~0U) {
  Exponents m(size, 0);
  unsigned sum = 0;
  for (;;) {
    f(m);
    std::size_t i = size;
    for (; i > 0; --i) {
      if (sum < g && m[i - 1] < most) {
        ++m[i - 1], ++sum;
        break;
      }
      sum -= m[i - 1];
      m[i - 1] = 0;
    }
    if (i == 0) return;
  }
}

/// Positions (row, column) of W that may be non-zero.
using Support = std::vector<std::pair<std::size_t, std::size_t>>;
inline Support dense_support(std::size_t d) {
  Support s;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b) s.emplace_back(a, b);
  return s;
}
/// d/2 blocks of 2 x 2.
inline Support standard_support(std::size_t d) {
  Support s;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = a - a % 2; b < a - a % 2 + 2; ++b) s.emplace_back(a, b);
  return s;
}

/// (alpha, beta): the row and the column sums of m, which fix both diagonals of its term.
inline std::pair<Exponents, Exponents> sums(const Support& s, const Exponents& m, std::size_t d) {
  std::pair<Exponents, Exponents> out{Exponents(d, 0), Exponents(d, 0)};
  for (std::size_t l = 0; l < s.size(); ++l) {
    out.first[s[l].first] += m[l];
    out.second[s[l].second] += m[l];
  }
  return out;
}
/// How many (alpha, beta) occur.
inline Integer distinct_terms(const Support& s, std::size_t d, unsigned g) {
  std::set<std::pair<Exponents, Exponents>> seen;
  for_each_index(s.size(), g, [&](const Exponents& m) { seen.insert(sums(s, m, d)); });
  return seen.size();
}
/// The sum over e <= g of C(d+e-1, e)^2.
inline Integer grouped_terms(long d, long g) {
  Integer total = 0;
  for (long e = 0; e <= g; ++e) {
    const Integer one = count::monomials_of_degree(d, e);
    total += one * one;
  }
  return total;
}

}  // namespace attest::ledger
