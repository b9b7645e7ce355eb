// P0-07: p(XY^T) = U1 U2^T with C(2(g+d), 2g) columns; true, and far from tight.
#include "attest/count/ranks.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

polynomial::Polynomial random_polynomial(Sampler& sampler, std::size_t g) {
  std::vector<Rational> c;
  for (std::size_t k = 0; k <= g; ++k) c.push_back(sampler.between(-3, 3));
  c[g] = Rational(1 + sampler.below(5));
  return polynomial::Polynomial(std::move(c));
}

/// p applied to every entry.
RationalMatrix entrywise(const polynomial::Polynomial& p, RationalMatrix m) {
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) m.set(i, j, p(m.get(i, j)));
  return m;
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  const auto p = random_polynomial(sampler, g);
  const RationalMatrix X = sampler.matrix(n, d, 2), Y = sampler.matrix(n, d, 2);
  const auto f = lowrank::factor(p, X, Y);
  const Integer r(f.u1.cols());
  const bool fits = r <= count::tight_rank(static_cast<long>(d), static_cast<long>(g)) &&
                    r <= count::paper_rank(static_cast<long>(d), static_cast<long>(g), 2);
  return truth(fits && mul(f.u1, transpose(f.u2)) == entrywise(p, mul(X, transpose(Y))));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  v.status = Status::loose;
  v.evidence = "p(XY^T) = U1 U2^T exactly, already with C(d+g, g) columns: d = g = 3 takes " +
               count::tight_rank(3, 3).str() + " instead of " + count::paper_rank(3, 3, 2).str() +
               "; d = 8, g = 10 takes " + count::tight_rank(8, 10).str() + " instead of " +
               count::paper_rank(8, 10, 2).str();
  v.repairs = {"rank-tight"};
  return v;
}

const Registration registration({
    .id = "rank-polynomial-of-low-rank",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.2",
    .ledger = {"P0-07"},
    .statement = "For X, Y with d columns and a polynomial P of degree g, P(XY^T), entry by entry, is U1 U2^T with "
                 "r = C(2(g+d), 2g) columns.",
    .tex = "P(XY^\\top) = U_1 U_2^\\top,\\quad U_1, U_2 \\in \\mathbb{R}^{n \\times r},\\ r = \\binom{2(g+d)}{2g}",
    .hypotheses = {integer_parameter("n", "rows", 1, 6), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
