#pragma once

// P2-07: closure under the Hadamard product, the same for both kinds of middle matrix.
#include "attest/ledger/survey.hpp"
#include "rope_scores.hpp"

namespace attest::ledger {

/// (diag(u) S diag(v)) o (diag(u') S' diag(v')) = diag(u u') (S o S') diag(v v'), S and S' made by `matrix` from
/// `numbers` random numbers each: their vectors multiply entrywise.
inline Truth hadamard_closes(const Instance& x, std::size_t numbers,
                             RationalMatrix (*matrix)(const std::vector<Rational>&)) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  std::vector<Rational> c, c2, both;
  for (std::size_t k = 0; k < numbers; ++k) {
    c.push_back(sampler.between(-3, 3));
    c2.push_back(sampler.between(-3, 3));
    both.push_back(c[k] * c2[k]);
  }
  const RationalMatrix u = sampler.matrix(n, 2, 3), v = sampler.matrix(n, 2, 3);
  const RationalMatrix a = rescaled(u, 0, matrix(c), v, 0), b = rescaled(u, 1, matrix(c2), v, 1);
  RationalMatrix product(n, n), uu(n, 1), vv(n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    uu.set(i, 0, u.get(i, 0) * u.get(i, 1));
    vv.set(i, 0, v.get(i, 0) * v.get(i, 1));
    for (std::size_t j = 0; j < n; ++j) product.set(i, j, a.get(i, j) * b.get(i, j));
  }
  return truth(product == rescaled(uu, 0, matrix(both), vv, 0));
}

}  // namespace attest::ledger
