// P0-15, P1-20: the hypothesis under every lower bound.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  return hard::recorded(
      "a hypothesis; every lower bound here reads 'assuming SETH'. What is decided instead: each reduction from k-SAT "
      "down to attention (hard-split, hard-direct-link)");
}

const Registration registration({
    .id = "hard-seth",
    .paper = "Alman & Song 2023",
    .label = "Hypothesis 4.1",
    .ledger = {"P0-15", "P1-20"},
    .statement = "SETH: for every eps > 0 there is a k such that k-SAT on n variables is not in time O(2^{(1 - eps) "
                 "n}), even randomized.",
    .tex = "\\forall\\varepsilon>0\\ \\exists k\\ge3:\\ k\\text{-SAT}\\notin O(2^{(1-\\varepsilon)n})",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
