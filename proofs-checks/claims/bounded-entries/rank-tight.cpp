// P0-08: the exact rank of p(XY^T) for generic data is the number of monomials of the degrees p has.
#include "attest/count/ranks.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Generic: entries are random 20-bit fractions, so that an accidental relation is as good as impossible.
RationalMatrix generic(Sampler& sampler, std::size_t rows, std::size_t cols) {
  RationalMatrix m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) {
      const Integer above = Integer(sampler.below(1 << 20)) - (1 << 19);
      const Integer below = 1 + sampler.below(1 << 10);
      m.set(i, j, Rational(above, below));
    }
  return m;
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t d = x.size("d"), g = x.size("g");
  std::vector<Rational> c(g + 1);
  for (auto& a : c) a = Rational(sampler.below(3));  // zeros among them: those degrees must not count
  c[g] = 1;
  const polynomial::Polynomial p(std::move(c));
  const Integer r = count::tight_rank(static_cast<long>(d), p.support());
  const auto n = static_cast<std::size_t>(r) + 2;
  const RationalMatrix X = generic(sampler, n, d), Y = generic(sampler, n, d);
  const auto f = lowrank::factor(p, X, Y);
  return truth(Integer(f.u1.cols()) == r && Integer(rank(mul(f.u1, transpose(f.u2)))) == r);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(25), effort.seed, holds),
      "exact rank over Q equals the sum of C(d+t-1, t) over the degrees t of p, n = r + 2 rows, every time");
}

const Registration registration({
    .id = "rank-tight",
    .paper = "attest",
    .label = "tight rank",
    .ledger = {"P0-08"},
    .statement =
        "P(XY^T) has a factorization with r = sum of C(d+t-1, t) over the degrees t with P_t != 0 columns, at most "
        "C(d+g, g); for generic X, Y with n >= r rows this is its exact rank.",
    .tex = "\\mathrm{rank}\\, P(XY^\\top) = \\sum_{t:\\,P_t \\ne 0} \\binom{d+t-1}{t} \\le \\binom{d+g}{g}",
    .hypotheses = {integer_parameter("d", "columns", 1, 3), integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
