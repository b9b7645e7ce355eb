// P1-27: Gap-MaxIP of order k as attention with non-negative entries.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Truth holds(const Instance& x) { return small_error(x, x.size("k")); }

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "every row from the definition in balls, against the largest product of its query by brute force");
}

const Registration registration({
    .id = "hard-attention-small-error",
    .paper = "Alman & Song 2024",
    .label = "Section E",
    .ledger = {"P1-27", "P1-32", "REV-P1-05"},
    .statement =
        "With beta >= (2d/(t - m)) ln(2^{k+1} n^{k-1}) the same holds for every order, the sum of the weights being "
        "between n^{k-1} tau and (2n)^{k-1} tau; the tuples that mix keys and dummies, weight 1 each, are among them.",
    .tex = "y_i\\ge\\frac{e^{\\beta t/(2d)}}{(2n)^{k-1}\\tau}\\ge4\\nu\\quad\\text{or}\\quad y_i\\le\\nu",
    .hypotheses = hypotheses(1, 5, 2),
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
