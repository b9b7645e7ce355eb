// P1-30: the lower bound for order 3.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Verdict check(const Claim&, const Effort&) {
  return {Status::recorded,
          "assuming SETH",
          "SETH is not for computation to decide; the attention link is decided by hard-attention-small-error, and "
          "hard-attention-constant-error shows that a constant error below 1/2 is as hard",
          {},
          {}};
}

const Registration registration({
    .id = "hard-attention-seth",
    .paper = "Alman & Song 2024",
    .label = "Theorem 1.3, lower bound",
    .ledger = {"P1-30"},
    .statement = "Assuming SETH, for every q > 0 there are C, C_a, C_b such that attention of order 3 with d = C log "
                 "n, entries up to C_b (log n)^{1/3} and error n^{-C_a} has no O(n^{3-q}) algorithm.",
    .tex = "\\mathrm{SETH}\\implies\\forall q\\,\\exists C,C_a,C_b:\\ \\mathrm{ATAttC}(n,C\\log n,C_b(\\log "
           "n)^{1/3},n^{-C_a})\\notin O(n^{3-q})",
    .hypotheses = {},
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
