#include "attest/lowrank/evidence.hpp"

#include <flint/nmod.h>
#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace attest::lowrank {
namespace {

using Residues = std::vector<std::vector<ulong>>;

/// The columns modulo p; nothing where p divides a denominator.
std::optional<Residues> reduce(const RationalMatrix& m, const std::vector<std::size_t>& columns, nmod_t p) {
  Residues a(m.rows());
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (const std::size_t j : columns) {
      const fmpq* x = fmpq_mat_entry(m.raw(), static_cast<slong>(i), static_cast<slong>(j));
      const ulong below = fmpz_fdiv_ui(fmpq_denref(x), p.n);
      if (below == 0) return std::nullopt;
      a[i].push_back(nmod_div(fmpz_fdiv_ui(fmpq_numref(x), p.n), below, p));
    }
  return a;
}

/// Rows in which all columns of `a` are independent modulo p; fewer than there are columns where they are dependent.
std::vector<std::size_t> pivot_rows(Residues a, std::size_t columns, nmod_t p) {
  std::vector<std::size_t> order(a.size()), pivots;
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t k = 0; k < columns; ++k) {
    std::size_t at = k;
    while (at < a.size() && a[at][k] == 0) ++at;
    if (at == a.size()) return pivots;
    std::swap(a[k], a[at]);
    std::swap(order[k], order[at]);
    pivots.push_back(order[k]);
    for (std::size_t i = k + 1; i < a.size(); ++i) {
      const ulong factor = nmod_div(a[i][k], a[k][k], p);
      for (std::size_t j = k; j < columns; ++j) a[i][j] = nmod_sub(a[i][j], nmod_mul(factor, a[k][j], p), p);
    }
  }
  return pivots;
}

}  // namespace

RankEvidence find_rank_evidence(const RationalMatrix& m) {
  RationalMatrix echelon(m);
  const auto r = static_cast<std::size_t>(fmpq_mat_rref(echelon.raw(), m.raw()));
  if (r == 0) throw std::invalid_argument("matrix: zero; a matrix of rank 1 or more is needed");
  RankEvidence e{0, {}, {}, RationalMatrix(m.rows(), r), RationalMatrix(r, m.cols())};
  for (std::size_t k = 0; k < r; ++k) {
    std::size_t j = k == 0 ? 0 : e.columns.back() + 1;
    while (echelon.get(k, j).sign() == 0) ++j;
    e.columns.push_back(j);
    for (std::size_t i = 0; i < m.rows(); ++i) e.left.set(i, k, m.get(i, j));
    for (std::size_t l = 0; l < m.cols(); ++l) e.right.set(k, l, echelon.get(k, l));
  }
  // Finitely many primes divide a denominator or the minor; the loop ends long before the primes do.
  for (ulong p = (1UL << 31) - 1; p > 2; p -= 2) {
    if (!n_is_prime(p)) continue;
    nmod_t mod;
    nmod_init(&mod, p);
    const auto a = reduce(m, e.columns, mod);
    if (!a) continue;
    e.rows = pivot_rows(*a, r, mod);
    if (e.rows.size() < r) continue;
    e.prime = Integer(p);
    return e;
  }
  throw std::length_error("matrix: every prime below 2^31 divides a denominator or the minor");
}

}  // namespace attest::lowrank
