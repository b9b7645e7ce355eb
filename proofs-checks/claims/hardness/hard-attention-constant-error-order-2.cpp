// P0-21: a constant error decides, by centred logits.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Truth holds(const Instance& x) { return constant_error(x, 2); }

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "every row from the definition in balls, against the largest product of its query by brute force");
}

const Registration registration({
    .id = "hard-attention-constant-error-order-2",
    .paper = "Haverbeck et al. 2026",
    .label = "Theorem 3.7",
    .ledger = {"P0-21"},
    .statement = "Q = beta (a, 1), K = (b, -lambda 1) and n keys 0, lambda = (t + m)/(2d): a row is at least n/(n+1) "
                 "or at most 1/(n^2+1), so every additive error below 1/2 - 1/(n+1) decides.",
    .tex = "y_i\\ge\\frac n{n+1}\\quad\\text{or}\\quad y_i\\le\\frac1{n^2+1}",
    .hypotheses = hypotheses(2, 0, 5),
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
