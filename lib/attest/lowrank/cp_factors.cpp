#include "attest/lowrank/cp_factors.hpp"

#include <flint/fmpq_poly.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_poly_factor.h>

#include <algorithm>
#include <utility>

namespace attest::lowrank {
namespace {

using FactorList = std::vector<Dense<Rational>>;
using Index = std::vector<std::size_t>;

void advance(Index& index, const std::vector<std::size_t>& sizes) {
  for (std::size_t m = 0; m < sizes.size() && ++index[m] == sizes[m]; ++m) index[m] = 0;
}

FactorList zero_factors(const std::vector<std::size_t>& sizes, std::size_t count) {
  FactorList u;
  for (const std::size_t n : sizes) u.emplace_back(n, count);
  return u;
}

/// One column for each fibre along the mode that is not zero.
std::optional<FactorList> fibres(const Tensor& t, std::size_t mode, std::size_t count) {
  FactorList u = zero_factors(t.sizes(), count);
  std::vector<std::optional<std::size_t>> column(t.values().size() / t.sizes()[mode]);
  std::size_t used = 0;
  Index at(t.order(), 0);
  for (const Rational& value : t.values()) {
    std::size_t place = 0;
    for (std::size_t m = 0; m < t.order(); ++m)
      if (m != mode) place = place * t.sizes()[m] + at[m];
    if (value.sign() != 0) {
      if (!column[place]) {
        if (used == count) return std::nullopt;
        column[place] = used++;
        for (std::size_t m = 0; m < t.order(); ++m)
          if (m != mode) u[m](at[m], *column[place]) = Rational(1);
      }
      u[mode](at[mode], *column[place]) = value;
    }
    advance(at, t.sizes());
  }
  return u;
}

RationalMatrix select(const RationalMatrix& m, const Index& rows, const Index& columns) {
  RationalMatrix s(rows.size(), columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < columns.size(); ++j) s.set(i, j, m.get(rows[i], columns[j]));
  return s;
}

Index all(std::size_t n) {
  Index out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = i;
  return out;
}

std::optional<RationalMatrix> inverse(const RationalMatrix& m) {
  RationalMatrix out(m.rows(), m.cols());
  if (fmpq_mat_inv(out.raw(), m.raw()) == 0) return std::nullopt;
  return out;
}

/// The eigenvalues of a square matrix, where all are rational and distinct.
std::vector<Rational> distinct_eigenvalues(const RationalMatrix& m) {
  fmpq_poly_t chi;
  fmpz_poly_t whole;
  fmpz_poly_factor_t parts;
  fmpq_poly_init(chi);
  fmpz_poly_init(whole);
  fmpz_poly_factor_init(parts);
  fmpq_mat_charpoly(chi, m.raw());
  fmpq_poly_get_numerator(whole, chi);
  fmpz_poly_factor(parts, whole);
  std::vector<Rational> out;
  RationalMatrix root(1, 1);
  for (slong i = 0; i < parts->num; ++i) {
    const fmpz_poly_struct* part = parts->p + i;
    if (fmpz_poly_degree(part) != 1 || parts->exp[i] != 1) continue;
    fmpq_set_fmpz_frac(fmpq_mat_entry(root.raw(), 0, 0), fmpz_poly_get_coeff_ptr(part, 0),
                       fmpz_poly_get_coeff_ptr(part, 1));
    out.push_back(-root.get(0, 0));
  }
  fmpz_poly_factor_clear(parts);
  fmpz_poly_clear(whole);
  fmpq_poly_clear(chi);
  return out;
}

/// The eigenvectors as columns; nothing unless the eigenvalues are rational and distinct.
std::optional<RationalMatrix> eigenvectors(const RationalMatrix& m) {
  const std::size_t r = m.rows();
  const auto values = distinct_eigenvalues(m);
  if (values.size() != r) return std::nullopt;
  RationalMatrix out(r, r);
  for (std::size_t s = 0; s < r; ++s) {
    RationalMatrix shifted = m;
    for (std::size_t i = 0; i < r; ++i) shifted.set(i, i, m.get(i, i) - values[s]);
    RationalMatrix echelon(r, r);
    fmpq_mat_rref(echelon.raw(), shifted.raw());
    std::size_t free = 0;  // rank r - 1: the first column without a pivot
    while (free + 1 < r && echelon.get(free, free).sign() != 0) ++free;
    for (std::size_t i = 0; i < free; ++i) out.set(i, s, -echelon.get(i, free));
    out.set(free, s, Rational(1));
  }
  return out;
}

/// Splits w, over the modes but `but`, into vectors with that product, as column s of u; wrong where it is none.
void split(const std::vector<Rational>& w, const std::vector<std::size_t>& sizes, std::size_t but, std::size_t s,
           FactorList& u) {
  const auto first = std::ranges::find_if(w, [](const Rational& x) { return x.sign() != 0; });
  if (first == w.end()) return;
  const auto base = static_cast<std::size_t>(first - w.begin());
  std::size_t step = 1;
  bool scaled = false;
  for (std::size_t m = 0; m < sizes.size(); ++m) {
    if (m == but) continue;
    const std::size_t at = base / step % sizes[m];
    for (std::size_t i = 0; i < sizes[m]; ++i) {
      const Rational& x = w[base - at * step + i * step];
      u[m](i, s) = scaled ? x / *first : x;
    }
    scaled = true;
    step *= sizes[m];
  }
}

/// sum over the modes but a and b of weight(step, index) times the slice there: n_a x n_b.
RationalMatrix combination(const Tensor& t, std::size_t a, std::size_t b, unsigned long seed) {
  RationalMatrix m(t.sizes()[a], t.sizes()[b]);
  Index at(t.order(), 0);
  for (const Rational& value : t.values()) {
    unsigned long state = seed;
    for (std::size_t k = 0; k < t.order(); ++k)
      if (k != a && k != b) state = (state * 6364136223846793005UL + at[k] * 1442695040888963407UL + 1) >> 3;
    const Rational weight(static_cast<long>(state % 101) - 50);
    m.set(at[a], at[b], m.get(at[a], at[b]) + weight * value);
    advance(at, t.sizes());
  }
  return m;
}

/// By eigenvectors, from independent vectors in the modes a and b.
std::optional<FactorList> diagonalize(const Tensor& t, std::size_t a, std::size_t b, std::size_t count) {
  const RationalMatrix unfolding = t.flatten({a}), first = combination(t, a, b, 1), second = combination(t, a, b, 2);
  const std::size_t r = rank(unfolding);
  if (r == 0 || r > count || rank(second) != r) return std::nullopt;
  const RankEvidence pivots = find_rank_evidence(second);
  const auto below = inverse(select(second, pivots.rows, pivots.columns));
  if (!below) return std::nullopt;
  const auto A = eigenvectors(mul(select(first, pivots.rows, pivots.columns), *below));
  if (!A) return std::nullopt;
  const auto A_inverse = inverse(*A);
  if (!A_inverse) return std::nullopt;
  const RationalMatrix W = mul(*A_inverse, select(unfolding, pivots.rows, all(unfolding.cols())));
  const Index columns = find_rank_evidence(W).columns;
  if (columns.size() != r) return std::nullopt;
  const RationalMatrix full =
      mul(select(unfolding, all(unfolding.rows()), columns), *inverse(select(W, all(r), columns)));
  FactorList u = zero_factors(t.sizes(), count);
  for (std::size_t s = 0; s < r; ++s) {
    std::vector<Rational> w;
    for (std::size_t j = 0; j < W.cols(); ++j) w.push_back(W.get(s, j));
    split(w, t.sizes(), a, s, u);
    for (std::size_t i = 0; i < full.rows(); ++i) u[a](i, s) = full.get(i, s);
  }
  return u;
}

std::optional<FactorList> split_matrix(const Tensor& t, std::size_t count) {
  const RationalMatrix m = t.flatten({0});
  if (rank(m) > count || rank(m) == 0) return std::nullopt;
  const RankEvidence e = find_rank_evidence(m);
  FactorList u = zero_factors(t.sizes(), count);
  for (std::size_t s = 0; s < e.columns.size(); ++s) {
    for (std::size_t i = 0; i < m.rows(); ++i) u[0](i, s) = e.left.get(i, s);
    for (std::size_t j = 0; j < m.cols(); ++j) u[1](j, s) = e.right.get(s, j);
  }
  return u;
}

}  // namespace

std::optional<FactorList> find_factors(const Tensor& tensor, std::size_t count) {
  if (tensor.order() == 2 && count > 0)
    if (auto u = split_matrix(tensor, count)) return u;
  for (std::size_t mode = 0; mode < tensor.order(); ++mode)
    if (auto u = fibres(tensor, mode, count)) return u;
  for (std::size_t a = 0; a < tensor.order(); ++a)
    for (std::size_t b = 0; b < tensor.order(); ++b) {
      if (a == b || tensor.order() == 2) continue;
      if (auto u = diagonalize(tensor, a, b, count); u && sum_of_products(*u) == tensor) return u;
    }
  return std::nullopt;
}

}  // namespace attest::lowrank
