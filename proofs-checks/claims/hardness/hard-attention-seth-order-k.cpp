// P1-32: the lower bound for order k.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Verdict check(const Claim&, const Effort&) {
  return {Status::recorded,
          "assuming SETH",
          "SETH is not for computation to decide; the attention link is decided for every order by "
          "hard-attention-small-error and hard-attention-constant-error",
          {},
          {}};
}

const Registration registration({
    .id = "hard-attention-seth-order-k",
    .paper = "Alman & Song 2024",
    .label = "abstract, order k",
    .ledger = {"P1-32"},
    .statement = "Assuming SETH, for every q > 0 there are constants such that attention of order k with d = C log n "
                 "and entries up to C_b (log n)^{1/k} has no O(n^{k-q}) algorithm.",
    .tex = "\\mathrm{SETH}\\implies\\forall q\\,\\exists C,C_a,C_b:\\ \\text{order }k\\notin O(n^{k-q})\\text{ at "
           "}B=C_b(\\log n)^{1/k}",
    .hypotheses = {},
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
