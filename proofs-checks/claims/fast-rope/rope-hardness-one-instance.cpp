// P2-42: one hard instance is no lower bound.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  return recorded(
      "an answer to one instance fits in a program, so one instance is never hard; an infinite sub-family "
      "(W = I, rope-identity-is-plain) is what the proof has, and it is enough");
}

const Registration registration({
    .id = "rope-hardness-one-instance",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "hardness from one instance",
    .ledger = {"P2-42", "REV-P2-22"},
    .statement =
        "To prove a lower bound for a problem it suffices to exhibit one instance on which no algorithm succeeds.",
    .tex = "\\exists\\,\\text{hard instance} \\implies \\text{the problem is hard}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
