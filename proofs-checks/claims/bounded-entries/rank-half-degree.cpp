// The polynomial method's half-degree bound, which holds for f(x_i + y_j), carried over to matrices of low rank.
#include "attest/count/binomial.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// One row more than the bound, so that a rank above it can be seen; f(M), entry by entry, is exact.
Truth holds(const Instance& x) {
  const auto r = static_cast<long>(x.size("r")), g = static_cast<long>(x.size("g"));
  const Integer bound = 2 * count::binomial(r + g / 2 - 1, g / 2);
  const auto n = static_cast<std::size_t>(bound) + 1;
  Sampler sampler(x.size("seed"));
  std::vector<Rational> c(x.size("g") + 1);
  for (auto& a : c) a = Rational(1 + sampler.below(3));
  const polynomial::Polynomial f(std::move(c));
  RationalMatrix fm = mul(sampler.matrix(n, x.size("r"), 2), transpose(sampler.matrix(n, x.size("r"), 2)));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) fm.set(i, j, f(fm.get(i, j)));
  return truth(Integer(rank(fm)) <= bound);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds), "at most that, every time");
  if (v.status == Status::refuted) v.repairs = {"rank-tight"};
  return v;
}

const Registration registration({
    .id = "rank-half-degree",
    .paper = "attest",
    .label = "half the degree, for matrices of low rank",
    .ledger = {"P0-08"},
    .statement = "For a polynomial f of degree g and a matrix M of rank r, f of the entries of M has rank at most "
                 "2 C(r + floor(g/2) - 1, floor(g/2)).",
    .tex = "\\mathrm{rank}\\, f(M) \\le 2\\binom{r+\\lfloor g/2\\rfloor-1}{\\lfloor g/2\\rfloor}",
    .hypotheses = {integer_parameter("r", "rank of M", 1, 4), integer_parameter("g", "degree of f", 1, 5),
                   seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
