// P1-07 with the monomials of degree 2g in 2d variables: C(2(g+d), 2g) columns for order 3.
#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  return tensor_factors::factors_fit(x, 3, [](long d, long g) { return count::paper_rank(d, g, 2); });
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(120), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  v.evidence = "so many columns are enough, and C(d+g, g) of them are:";
  bool fewer = true;
  for (const auto& [d, g] : {std::pair{1L, 2L}, {2L, 2L}, {3L, 3L}, {8L, 10L}}) {
    const Integer tight = count::tight_rank(d, g), paper = count::paper_rank(d, g, 2);
    fewer = fewer && tight < paper;
    v.evidence += (d == 1 ? " " : "; ") + tight.str() + " for " + paper.str() + " at d = " + std::to_string(d) +
                  ", g = " + std::to_string(g);
  }
  if (fewer) v.status = Status::loose;
  v.repairs = {"tensor-rank-tight"};
  return v;
}

const Registration registration({
    .id = "tensor-factors-paper-count-2",
    .paper = "Alman & Song, Kronecker attention",
    .label = "low-rank lemma, r = C(2(g+d), 2g)",
    .ledger = {"P1-07"},
    .statement = "For Q, K1, K2 with d columns and a polynomial P of degree g, P(Q(K1 (/) K2)^T) is U1 (U2 (/) U3)^T "
                 "with C(2(g+d), 2g) columns.",
    .tex = "P(Q(K_1\\oslash K_2)^\\top) = U_1(U_2\\oslash U_3)^\\top,\\quad r = \\binom{2(g+d)}{2g}",
    .hypotheses = {integer_parameter("n", "rows", 1, 4), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
