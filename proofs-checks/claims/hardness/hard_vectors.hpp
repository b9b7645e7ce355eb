#pragma once

// What the claims on vectors and formulas share: small sets gone through one by one, and their text.
#include <string>

#include "../fast-rope/rope_sweep.hpp"
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

}  // namespace attest::ledger::hard
