// P2-30: the relative-error lemma with a mask.
#include "attention_division.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed,
                           [](const Instance& x) { return division_holds(x, true); }),
                    "with causal, sliding and dilated masks every output stays within half the spread times the sharp "
                    "constant, every time");
}

const Registration registration({
    .id = "rope-mask-relative-error",
    .paper = "attest",
    .label = "normalization under a mask, RoPE",
    .ledger = {"P2-30", "REV-P2-34", "REV-P2-36"},
    .statement =
        "A relative error eps of the weights passes through the division with the same constant under a mask that "
        "leaves every row a key.",
    .tex = "|\\tilde A - A| \\le \\varepsilon A \\implies |\\tilde D^{-1}(\\tilde A\\circ\\mathrm{mask})V - "
           "D^{-1}(A\\circ\\mathrm{mask})V| \\le "
           "\\tfrac{v_2-v_1}{2}\\cdot\\tfrac{2(1-\\sqrt{1-\\varepsilon^2})}{\\varepsilon}",
    .hypotheses = division_hypotheses(),
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
