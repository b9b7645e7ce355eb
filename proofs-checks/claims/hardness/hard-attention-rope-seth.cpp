// P2-40, P2-41: the lower bound under rotary positions.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return {Status::recorded,
          "assuming SETH",
          "for W = I it is the bound of plain attention (rope-identity-is-plain); for standard RoPE the hard instances "
          "are turned back (hard-attention-rope), entries grow by sqrt(2) at most",
          {},
          {}};
}

const Registration registration({
    .id = "hard-attention-rope-seth",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Theorem 6.2, W = I; standard RoPE",
    .ledger = {"P2-40", "P2-41", "REV-P2-14", "REV-P2-17"},
    .statement = "Assuming SETH, for every q > 0 there are C, C_a, C_b such that ARAttC, and attention with standard "
                 "RoPE, for d = C log n, entries up to C_b sqrt(log n) and error n^{-C_a} has no O(n^{2-q}) algorithm.",
    .tex = "\\mathrm{SETH}\\implies\\forall q\\,\\exists C,C_a,C_b:\\ \\mathrm{ARAttC}(n,C\\log n,C_b\\sqrt{\\log n},"
           "n^{-C_a})\\notin O(n^{2-q})",
    .hypotheses = {},
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
