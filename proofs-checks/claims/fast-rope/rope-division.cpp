// REV-P2-13, REV-P2-36: the division of Theorem 5.3, on RoPE weights.
#include "attention_division.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed,
                           [](const Instance& x) { return division_holds(x, false); }),
                    "Taylor weights with proven relative error eps: every output within half the spread times the "
                    "constant of softmax-normalization-sharp, every time");
}

const Registration registration({
    .id = "rope-division",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "Theorem 5.3, the division, RoPE",
    .ledger = {"REV-P2-13", "REV-P2-36"},
    .statement =
        "The division by the approximate row sums does not spoil the error: a relative error eps of the weights "
        "becomes at most (v2 - v1)/2 * 2(1 - sqrt(1 - eps^2))/eps.",
    .tex = "|\\tilde D^{-1}\\tilde A V - D^{-1}AV| \\le \\frac{v_2 - "
           "v_1}{2}\\cdot\\frac{2(1-\\sqrt{1-\\varepsilon^2})}{\\varepsilon}",
    .hypotheses = division_hypotheses(),
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
