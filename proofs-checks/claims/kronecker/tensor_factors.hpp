// The tensor p(<x_1, .., x_k>) of order k by its definition, for the claims about its factors.
#pragma once

#include "attest/count/ranks.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/lowrank/cp_rank.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger::tensor_factors {

inline polynomial::Polynomial random_polynomial(Sampler& sampler, std::size_t g) {
  std::vector<Rational> c;
  for (std::size_t t = 0; t < g; ++t) c.push_back(sampler.between(-3, 3));
  c.emplace_back(1 + sampler.below(5));
  return polynomial::Polynomial(std::move(c));
}

inline std::vector<Dense<Rational>> small_matrices(Sampler& sampler, const std::vector<std::size_t>& rows,
                                                   std::size_t cols) {
  std::vector<Dense<Rational>> X;
  for (const std::size_t n : rows) X.push_back(to_dense(sampler.matrix(n, cols, 2)));
  return X;
}

/// Random whole numbers of 16 bits: an accidental relation is as good as impossible.
inline std::vector<Dense<Rational>> generic_matrices(Sampler& sampler, const std::vector<std::size_t>& rows,
                                                     std::size_t cols) {
  std::vector<Dense<Rational>> X;
  for (const std::size_t n : rows) {
    X.emplace_back(n, cols);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = 0; l < cols; ++l) X.back()(i, l) = Rational(sampler.below(1 << 16)) - Rational(1 << 15);
  }
  return X;
}

/// The next index of an array, the first fastest; false after the last.
inline bool next_index(std::vector<std::size_t>& index, const std::vector<std::size_t>& sizes) {
  for (std::size_t m = 0; m < sizes.size(); ++m) {
    if (++index[m] < sizes[m]) return true;
    index[m] = 0;
  }
  return false;
}

/// p(sum_l X_1[i_1, l] .. X_k[i_k, l]).
inline lowrank::Tensor tensor(const polynomial::Polynomial& p, const std::vector<Dense<Rational>>& X) {
  std::vector<std::size_t> sizes;
  for (const auto& x : X) sizes.push_back(x.rows());
  std::vector<std::size_t> index(X.size(), 0);
  std::vector<Rational> values;
  do {
    Rational z;
    for (std::size_t l = 0; l < X.front().cols(); ++l) {
      Rational term = 1;
      for (std::size_t m = 0; m < X.size(); ++m) term *= X[m](index[m], l);
      z += term;
    }
    values.push_back(p(z));
  } while (next_index(index, sizes));
  return {std::move(sizes), std::move(values)};
}

/// The least n with n^e >= r: rows enough for a generic rank of r from e modes.
inline std::size_t rows_for(std::size_t r, std::size_t e) {
  for (std::size_t n = 1;; ++n) {
    std::size_t power = 1;
    for (std::size_t i = 0; i < e; ++i) power *= n;
    if (power >= r) return n;
  }
}

/// Sizes of k modes, the first floor(k/2) of which together have at least r indices, as have the others.
inline std::vector<std::size_t> balanced_sizes(std::size_t k, std::size_t r) {
  std::vector<std::size_t> sizes(k, rows_for(r, k - k / 2));
  for (std::size_t m = 0; m < k / 2; ++m) sizes[m] = rows_for(r, k / 2);
  return sizes;
}

/// Is p of the tensor of random X the sum of the products of its factors, exactly, with as many columns as
/// `columns(d, g)` allows?
template <class Columns>
Truth factors_fit(const Instance& x, std::size_t k, Columns columns) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  const auto p = random_polynomial(sampler, g);
  const auto X = small_matrices(sampler, std::vector(k, n), d);
  const auto U = lowrank::factors(p, X, RationalField());
  return truth(U.size() == k && Integer(U[0].cols()) <= columns(static_cast<long>(d), static_cast<long>(g)) &&
               lowrank::sum_of_products(U) == tensor(p, X));
}

/// Order 3 with the count of monomials of degree jg in jd variables, C(j(g+d), jg): enough, and how loose.
inline Verdict against_paper_count(const Claim& claim, const Effort& effort, long variables) {
  const auto paper_count = [=](long d, long g) { return count::paper_rank(d, g, variables); };
  const auto holds = [=](const Instance& x) { return factors_fit(x, 3, paper_count); };
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(120), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  v.evidence = "so many columns are enough, and C(d+g, g) of them are:";
  bool fewer = true;
  for (const auto& [d, g] : {std::pair{1L, 2L}, {2L, 2L}, {3L, 3L}, {8L, 10L}}) {
    const Integer tight = count::tight_rank(d, g), paper = paper_count(d, g);
    fewer = fewer && tight < paper;
    v.evidence += (d == 1 ? " " : "; ") + tight.str() + " for " + paper.str() + " at d = " + std::to_string(d) +
                  ", g = " + std::to_string(g);
  }
  if (fewer) v.status = Status::loose;
  v.repairs = {"tensor-rank-tight"};
  return v;
}

}  // namespace attest::ledger::tensor_factors
