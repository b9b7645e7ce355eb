#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "attest/number/field.hpp"
#include "attest/number/matrix.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::lowrank {

/// Exponents of x_1 .. x_d followed by those of y_1 .. y_d.
using Exponents = std::vector<unsigned>;

/// The coefficients of (x^T W_k y)^e, for all offsets k at once: monomial x^alpha y^beta -> its coefficient at each k.
/// Level e has |alpha| = |beta| = e, hence at most C(d+e-1, e)^2 monomials; those whose every coefficient is made from
/// entries of W that vanish at every offset never arise.
///
/// Guarantee  exact over Q, enclosed in balls.
/// Cost       `next` one multiplication and addition for each monomial, each entry (a, b) of W that is not 0 throughout,
///            and each offset; memory monomials times offsets.
/// Source     ours; docs/theory/rope.md.
/// Laws       property-tests/lowrank/bilinear.cpp
template <class Field>
class BilinearPowers {
 public:
  using Element = typename Field::Element;
  using Level = std::map<Exponents, std::vector<Element>>;

  /// entries: for (a, b) in [d] x [d] the values of W_ab at each offset; pairs that are 0 throughout are left out.
  BilinearPowers(std::size_t d, std::size_t offsets,
                 std::map<std::pair<std::size_t, std::size_t>, std::vector<Element>> entries, Field field)
      : d_(d), entries_(std::move(entries)), field_(field) {
    level_[Exponents(2 * d, 0)] = std::vector<Element>(offsets, field_.from(1));
  }

  [[nodiscard]] const Level& level() const { return level_; }
  void next() {
    Level out;
    for (const auto& [exponents, values] : level_)
      for (const auto& [place, w] : entries_) {
        Exponents key = exponents;
        ++key[place.first];
        ++key[d_ + place.second];
        auto [at, fresh] = out.try_emplace(std::move(key));
        if (fresh) at->second.assign(values.size(), field_.from(0));
        for (std::size_t k = 0; k < values.size(); ++k)
          at->second[k] = field_.add(at->second[k], field_.mul(values[k], w[k]));
      }
    level_ = std::move(out);
  }

 private:
  std::size_t d_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<Element>> entries_;
  Field field_;
  Level level_;
};

/// Sequences w, one number for each matrix W_k, by the monomial x^alpha y^beta they stand before.
using GroupedTerms = std::map<Exponents, std::vector<Rational>>;

/// p(x^T W_k y) = sum of w_{alpha,beta}[k] x^alpha y^beta, as polynomials in x and y, for all k at once; terms whose
/// numbers are all zero are left out.  So p of the matrix (q_i^T W_{i-j} k_j), entry by entry, is the sum of
/// diag(q_i^alpha) T diag(k_j^beta) with T the Toeplitz matrix of w_{alpha,beta}, whatever q and k are.
///
/// Throws   std::invalid_argument where there is no W or one is not d x d with the same d >= 1; std::length_error where
///          the bound below times the number of W exceeds 10^7.
/// Cost     that of BilinearPowers up to the degree of p.
[[nodiscard]] GroupedTerms grouped_terms(const polynomial::Polynomial& p, const std::vector<RationalMatrix>& W);

/// sum over e <= g with p_e != 0 of C(d+e-1, e)^2: no more terms than that; the same number for generic W.
[[nodiscard]] Integer grouped_terms_upper(const polynomial::Polynomial& p, std::size_t d);

}  // namespace attest::lowrank
