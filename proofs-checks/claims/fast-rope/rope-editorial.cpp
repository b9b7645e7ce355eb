// Editorial remarks of the reviews: recorded, not judged.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  return recorded(
      "REV-P2-02: B undefined where first used, a reference for folklore, indices, d for |S| (the count is "
      "rope-degree-exposed); REV-P2-03: whether the polynomial method is used in practice; REV-P2-15: notation [n], W, "
      "and "
      "S unused in Def. 4.1; REV-P2-16: novelty; REV-P2-18: alpha = 10^4, names, order of definitions (supp: "
      "rope-support-subset); REV-P2-35: heads and batches are independent of each other");
}

const Registration registration({
    .id = "rope-editorial",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "editorial remarks",
    .ledger = {"REV-P2-02", "REV-P2-03", "REV-P2-15", "REV-P2-16", "REV-P2-18", "REV-P2-35"},
    .statement = "Remarks on wording, order, references, novelty and use in practice.",
    .tex = "\\text{no formula}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
