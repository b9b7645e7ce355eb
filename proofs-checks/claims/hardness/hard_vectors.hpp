#pragma once

// What the claims on vectors and formulas share: small sets gone through one by one, and their text.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../fast-rope/rope_sweep.hpp"
#include "attest/reduction/hamming.hpp"
#include "attest/reduction/instances.hpp"
#include "attest/reduction/vectors.hpp"

namespace attest::ledger::hard {

inline Verdict recorded(std::string evidence) {
  return {Status::recorded, "not for computation to decide", std::move(evidence), {}, {}};
}

inline std::string bits(const reduction::BitVectors& a, std::size_t i) {
  std::string w;
  for (std::size_t l = 0; l < a.dimension(); ++l) w += a.get(i, l) ? '1' : '0';
  return w;
}
/// `{10, 01}, {11}`.
inline std::string text(const reduction::VectorSets& x) {
  std::string all;
  for (std::size_t p = 0; p < x.order(); ++p) {
    all += p ? ", {" : "{";
    for (std::size_t i = 0; i < x.sets[p].size(); ++i) all += (i ? ", " : "") + bits(x.sets[p], i);
    all += "}";
  }
  return all;
}

/// All choices, the last set turning fastest.
template <class F>
void every_choice(const reduction::VectorSets& x, const F& f) {
  reduction::Choice c(x.order(), 0);
  for (;;) {
    f(c);
    std::size_t p = x.order();
    while (p > 0 && ++c[p - 1] == x.sets[p - 1].size()) c[--p] = 0;
    if (p == 0) return;
  }
}

/// Set p of an instance with sizes n, the bits read from a tuple in order.
inline reduction::VectorSets sets_of(const std::vector<long>& x, const std::vector<std::size_t>& sizes, std::size_t d) {
  reduction::VectorSets v;
  std::size_t at = 0;
  for (const std::size_t n : sizes) {
    reduction::BitVectors set(n, d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = 0; l < d; ++l) set.set(i, l, x.at(at++) != 0);
    v.sets.push_back(std::move(set));
  }
  return v;
}

/// Do equal weights and equal pairwise distances give equal products?  All choices of one vector for each place, d <=
/// 4, smallest first, each vector as `prepare` makes it.
template <class Prepare>
Verdict distances_give_product(std::size_t order, const std::string& scope, Prepare prepare) {
  Sweep sweep;
  std::map<std::vector<std::size_t>, std::pair<std::size_t, std::string>> seen;
  for (std::size_t d = 1; d <= 4; ++d)
    for_each_tuple(order * d, 0, 1, [&](const std::vector<long>& x) {
      reduction::VectorSets s = sets_of(x, std::vector<std::size_t>(order, 1), d);
      const std::string shown = text(s);
      for (auto& set : s.sets) set = prepare(set);
      std::vector<std::size_t> key{d, reduction::weight(s.sets[0], 0)};
      for (std::size_t p = 0; p < s.order(); ++p) {
        if (reduction::weight(s.sets[p], 0) != key[1]) return true;
        for (std::size_t q = 0; q < p; ++q) key.push_back(reduction::distance(s.sets[q], 0, s.sets[p], 0));
      }
      const std::size_t value = reduction::product(s, reduction::Choice(s.order(), 0));
      const auto& first = seen.try_emplace(key, value, shown).first->second;
      return sweep(truth(first.first == value), [&] {
        return first.second + " has the product " + std::to_string(first.first) + ", " + shown + " has " +
               std::to_string(value);
      });
    });
  return sweep.verdict(Status::verified, scope, "the product is a function of the distances every time");
}

}  // namespace attest::ledger::hard
