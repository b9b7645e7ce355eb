#include "attest/lowrank/score_rank.hpp"

#include <flint/nmod.h>
#include <flint/nmod_mat.h>
#include <flint/ulong_extras.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "attest/count/ranks.hpp"

namespace attest::lowrank {
namespace {

/// Owns FLINT's matrix.
class Residues {
 public:
  Residues(std::size_t rows, std::size_t cols, ulong prime) {
    nmod_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(cols), prime);
  }
  Residues(const Residues&) = delete;
  Residues& operator=(const Residues&) = delete;
  ~Residues() { nmod_mat_clear(m_); }
  nmod_mat_struct* raw() { return m_; }

 private:
  nmod_mat_t m_;
};

/// Nothing where p divides the denominator.
std::optional<ulong> residue(const Rational& x, nmod_t p) {
  const auto of = [&](const Integer& n) { return static_cast<ulong>((n % p.n + p.n) % p.n); };
  const ulong below = of(x.denominator());
  if (below == 0) return std::nullopt;
  return nmod_div(of(x.numerator()), below, p);
}

bool fill(Residues& r, const RationalMatrix& a, nmod_t p) {
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) {
      const auto x = residue(a.get(i, j), p);
      if (!x) return false;
      nmod_mat_entry(r.raw(), i, j) = *x;
    }
  return true;
}

/// The rank of the matrix modulo p; nothing where p divides a denominator.
std::optional<std::size_t> rank_modulo(const polynomial::Polynomial& f, const RationalMatrix& X,
                                       const RationalMatrix& Y, nmod_t p) {
  Residues x(X.rows(), X.cols(), p.n), y(Y.rows(), Y.cols(), p.n), turned(Y.cols(), Y.rows(), p.n),
      s(X.rows(), Y.rows(), p.n);
  std::vector<ulong> c;
  for (const auto& coefficient : f.coefficients()) {
    const auto r = residue(coefficient, p);
    if (!r) return std::nullopt;
    c.push_back(*r);
  }
  if (!fill(x, X, p) || !fill(y, Y, p)) return std::nullopt;
  nmod_mat_transpose(turned.raw(), y.raw());
  nmod_mat_mul(s.raw(), x.raw(), turned.raw());
  for (std::size_t i = 0; i < X.rows(); ++i)
    for (std::size_t j = 0; j < Y.rows(); ++j) {
      ulong& entry = nmod_mat_entry(s.raw(), i, j);
      ulong value = 0;
      for (std::size_t k = c.size(); k-- > 0;) value = nmod_add(nmod_mul(value, entry, p), c[k], p);
      entry = value;
    }
  return static_cast<std::size_t>(nmod_mat_rank(s.raw()));
}

}  // namespace

ScoreRank certify_score_rank(const polynomial::Polynomial& p, const RationalMatrix& X, const RationalMatrix& Y) {
  if (X.cols() != Y.cols() || X.cols() == 0 || X.rows() == 0 || Y.rows() == 0)
    throw std::invalid_argument("X, Y: " + std::to_string(X.rows()) + " x " + std::to_string(X.cols()) + " and " +
                                std::to_string(Y.rows()) + " x " + std::to_string(Y.cols()) +
                                "; as many columns of each, and rows, are needed");
  if (X.rows() > (std::size_t{1} << 28) / Y.rows())
    throw std::length_error("scores: " + std::to_string(X.rows()) + " x " + std::to_string(Y.rows()) +
                            "; at most 2^28 entries");
  ScoreRank out;
  const Integer monomials = count::tight_rank(static_cast<long>(X.cols()), p.support());
  out.upper = std::min(X.rows(), Y.rows());
  if (monomials < out.upper) out.upper = static_cast<std::size_t>(monomials);
  for (ulong prime = (1UL << 31) - 1; prime > 2; prime -= 2) {
    if (!n_is_prime(prime)) continue;
    nmod_t mod;
    nmod_init(&mod, prime);
    if (const auto lower = rank_modulo(p, X, Y, mod)) {
      out.lower = *lower;
      out.prime = Integer(prime);
      return out;
    }
  }
  throw std::length_error("X, Y: every prime below 2^31 divides a denominator");
}

}  // namespace attest::lowrank
