// P1-26: Theorem 4.7, the part that rests on SETH.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return {Status::recorded,
          "assuming SETH",
          "decided are its links: hard-split, hard-protocol-gap-instances, hard-protocol-instances-exponent, and the "
          "codes given theorems on curves: hard-code-tower-rate, hard-code-modular-lengths",
          {},
          {}};
}

const Registration registration({
    .id = "hard-gap-max-ip-seth",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Theorem 4.7",
    .ledger = {"P1-26", "REV-P1-06"},
    .statement = "Assuming SETH, for every q > 0 there is a C such that Gap-MaxIP of three sets with eps = 1/2, d = C "
                 "log n and t = Theta(log n) has no O(n^{3-q}) algorithm.",
    .tex = "\\mathrm{SETH}\\implies\\forall q\\,\\exists C:\\ \\text{Gap-MaxIP}_{n,\\,C\\log n,\\,\\varepsilon=1/2}"
           "\\notin O(n^{3-q})",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
