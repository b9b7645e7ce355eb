// P1-07 with the monomials of degree 3g in 3d variables: C(3(g+d), 3g) columns for order 3.
#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim& claim, const Effort& effort) {
  return tensor_factors::against_paper_count(claim, effort, 3);
}

const Registration registration({
    .id = "tensor-factors-paper-count-3",
    .paper = "Alman & Song, Kronecker attention",
    .label = "low-rank lemma, r = C(3(g+d), 3g)",
    .ledger = {"P1-07"},
    .statement = "For Q, K1, K2 with d columns and a polynomial P of degree g, P(Q(K1 (/) K2)^T) is U1 (U2 (/) U3)^T "
                 "with C(3(g+d), 3g) columns.",
    .tex = "P(Q(K_1\\oslash K_2)^\\top) = U_1(U_2\\oslash U_3)^\\top,\\quad r = \\binom{3(g+d)}{3g}",
    .hypotheses = {integer_parameter("n", "rows", 1, 4), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
