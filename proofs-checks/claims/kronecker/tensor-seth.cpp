// REV-P1-02: SETH is an assumption.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return tensor_review::recorded(
      "REV-P1-02: an assumption, as strong as its name: P != NP follows from it; how many believe it is a question of "
      "opinion. Every lower bound here reads \"if SETH, then\"; no upper bound uses it");
}

const Registration registration({
    .id = "tensor-seth",
    .paper = tensor_review::paper,
    .label = "page 3: SETH, perhaps too strong",
    .ledger = {"REV-P1-02"},
    .statement = "The lower bounds rest on the strong exponential time hypothesis.",
    .tex = "\\text{SETH}: \\forall\\varepsilon\\,\\exists k:\\ k\\text{-SAT} \\notin O(2^{(1-\\varepsilon)N})",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
