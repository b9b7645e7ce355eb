// P1-28: a constant error decides, for every order.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Truth holds(const Instance& x) { return constant_error(x, x.size("k")); }

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "every row from the definition in balls, against the largest product of its query by brute force");
}

const Registration registration({
    .id = "hard-attention-constant-error",
    .paper = "attest",
    .label = "lower bound of order k, any constant error",
    .ledger = {"P1-28", "P1-32"},
    .statement = "With K1 = (b, -lambda 1), the other K = (c, 1), n keys 0 in each, and e^{s(t - m)/2} >= (2^{k-1} - "
                 "1) n^k every tuple with a dummy has logit 0, and a row of attention of order k is at least n/(n+1) "
                 "or at most 1/(1 + (2^{k-1} - 1)^2 n^k).",
    .tex =
        "y_i=\\frac{S_i}{S_i+(2^{k-1}-1)n^{k-1}}\\ge\\frac n{n+1}\\quad\\text{or}\\quad\\le\\frac1{1+(2^{k-1}-1)^2n^k}",
    .hypotheses = hypotheses(2, 5),
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
