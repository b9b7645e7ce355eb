#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "attest/number/dense.hpp"
#include "attest/number/field.hpp"
#include "attest/polynomial/monomials.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::lowrank {

/// The number of columns of the factors below, r = sum over t with p_t != 0 of C(d+t-1, t)  (count::tight_rank), for
/// matrices of the given numbers of rows and columns.
/// Throws   what `factors` throws.
[[nodiscard]] std::size_t factor_columns(const polynomial::Polynomial& p,
                                         const std::vector<std::pair<std::size_t, std::size_t>>& shapes);

/// p_t multinomial(a), t = |a| and p_t != 0, in the order of MonomialLevel: one weight for each column.  Cost O(r).
[[nodiscard]] std::vector<Rational> column_weights(const polynomial::Polynomial& p, std::size_t d);

/// Thin factors of order k: for X_1 (n_1 x d), .., X_k (n_k x d) matrices U_1 (n_1 x r), .., U_k (n_k x r) with
///   p(sum_l X_1[i_1, l] .. X_k[i_k, l]) = sum_s U_1[i_1, s] .. U_k[i_k, s]   for all i_1, .., i_k;
/// r = factor_columns, the same for every k, and exact for generic X (docs/theory/ranks.md).  U_1 carries the column
/// weights, U_2 .. U_k plain monomials.
///
/// Domain   2 <= k <= 8, all X_m with the same number d >= 1 of columns; the zero polynomial has r = 0.
/// Guarantee  exact over Q, enclosed in balls; over DoubleField U_1 within g + 1 roundings and the others within g - 1
///          (0 for g = 0), each a factor 1 + e with |e| <= 2^-53, where nothing leaves the range of normal doubles.
/// Throws   std::invalid_argument where k or the columns do not fit; std::length_error, before anything is allocated,
///          where a factor would hold more than 10^8 entries.
/// Cost     one multiplication for each row and monomial of degree 1 to g, and one more for each entry of U_1:
///          (n_1 + .. + n_k)(C(d+g, g) - 1) + n_1 r.
/// Source   claims rank-polynomial-of-low-rank, tensor-factors, tensor-factor-time; docs/theory/ranks.md.
/// Laws     property-tests/lowrank/factors.cpp
template <class Field, class Element = typename Field::Element>
[[nodiscard]] std::vector<Dense<Element>> factors(const polynomial::Polynomial& p, const std::vector<Dense<Element>>& X,
                                                  const Field& field) {
  std::vector<std::pair<std::size_t, std::size_t>> shapes;
  for (const auto& x : X) shapes.emplace_back(x.rows(), x.cols());
  const std::size_t r = factor_columns(p, shapes);
  std::vector<Dense<Element>> U;
  for (const auto& x : X) U.emplace_back(x.rows(), r, field.from(0));
  if (r == 0) return U;
  std::vector<polynomial::MonomialLevel> levels{polynomial::MonomialLevel(X.front().cols())};
  while (static_cast<long>(levels.size()) <= p.degree()) levels.push_back(levels.back().next());
  for (std::size_t m = 0; m < X.size(); ++m)
    for (std::size_t i = 0; i < X[m].rows(); ++i) {
      std::vector<Element> values{field.from(1)};
      for (std::size_t t = 0, s = 0; t < levels.size(); ++t) {
        if (t > 0) {
          std::vector<Element> next;
          next.reserve(levels[t].size());
          for_each_child(levels[t - 1], [&](std::size_t, std::size_t parent, std::size_t v) {
            next.push_back(field.mul(values[parent], X[m](i, v)));
          });
          values = std::move(next);
        }
        if (p.coefficient(t).sign() == 0) continue;
        for (const Element& value : values) U[m](i, s++) = value;
      }
    }
  const std::vector<Rational> weights = column_weights(p, X.front().cols());
  for (std::size_t s = 0; s < r; ++s) {
    const Element weight = field.from(weights[s]);
    for (std::size_t i = 0; i < U.front().rows(); ++i) U.front()(i, s) = field.mul(U.front()(i, s), weight);
  }
  return U;
}

/// The factors of order 2 for rational Q (n x d) and K (m x d): p(Q K^T), entry by entry, equals u1 u2^T exactly.
struct Factors {
  RationalMatrix u1;  ///< n x r: p_t multinomial(a) q_i^a
  RationalMatrix u2;  ///< m x r: k_j^a
};
[[nodiscard]] Factors factor(const polynomial::Polynomial& p, const RationalMatrix& Q, const RationalMatrix& K);

/// weight[a] = p_t multinomial(a), t = |a| = 0..g, for all monomials of degree at most g in the order of
/// MonomialLevel, as doubles.  Each is within `weight_roundings(g)` roundings of the exact weight.
/// Throws   std::overflow_error where a weight leaves the range of normal doubles (unless p_t = 0).
/// Cost     O(r).
[[nodiscard]] std::vector<double> monomial_weights(const polynomial::Polynomial& p, std::size_t d);
[[nodiscard]] constexpr std::size_t weight_roundings(std::size_t g) { return 2 * g + 2; }

}  // namespace attest::lowrank
