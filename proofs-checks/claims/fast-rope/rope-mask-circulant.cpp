// P2-30: no rescaled circulant is a causal mask.
#include "attention_masks.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  attention::Mask causal;
  causal.causal = true;
  const std::string scope = "n = 1, 2, .. 16, smallest first; over any field";
  std::string witness, evidence;
  for (std::size_t n = 2; n <= 16; ++n) {
    const RationalMatrix m = matrix(causal, n);
    const auto broken = broken_diagonal(m, Diagonal::cyclic);
    if (!broken) return undecided(scope, "nothing speaks against n = " + std::to_string(n));
    if (witness.empty()) {
      witness = "n = 2: " + to_text(m);
      evidence = *broken;
    }
  }
  return refuted(scope, witness, evidence + "; (1,2) and (n,1) share a cyclic diagonal for every n > 1, tried to 16",
                 {"rope-mask-toeplitz"});
}

const Registration registration({
    .id = "rope-mask-circulant",
    .paper = "attest",
    .label = "causal mask as a rescaled circulant",
    .ledger = {"P2-30", "REV-P2-34"},
    .statement = "The causal mask is a rescaled circulant matrix diag(u) C diag(v).",
    .tex = "[\\,i \\ge j\\,]_{ij} = \\mathrm{diag}(u)\\,C\\,\\mathrm{diag}(v)",
    .hypotheses = {},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
