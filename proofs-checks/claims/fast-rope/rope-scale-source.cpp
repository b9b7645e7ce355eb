// REV-P2-07: which normalization Alman & Song (2023) have.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  return recorded(
      "what a text says: its Definition 1.1 and its abstract have A = exp(QK^T/d), as in attention-definition; "
      "what follows from the difference is rope-scale-sqrt-threshold");
}

const Registration registration({
    .id = "rope-scale-source",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "normalization of Alman & Song (2023)",
    .ledger = {"REV-P2-07"},
    .statement = "Alman & Song (2023) normalize by sqrt(d).",
    .tex = "A = \\exp(QK^\\top/\\sqrt d)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
