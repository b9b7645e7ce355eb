// P1-30, P1-32: the theorem of order k, with its quantifiers.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  return {Status::recorded,
          "assuming SETH; not for computation to decide",
          "for each order the constants come after q; the method's thresholds: hard-threshold-taylor and its siblings",
          {},
          {}};
}

const Registration registration({
    .id = "hard-threshold-formal-order",
    .paper = "Alman & Song 2024",
    .label = "Theorem 1.3, and for order k",
    .ledger = {"P1-30", "P1-31", "P1-32"},
    .statement = "Assuming SETH, for every q > 0 there are C, C_a, C_b > 0 such that attention of order k for d = C "
                 "log n, B = C_b (log n)^{1/k} and error n^{-C_a} has no O(n^{k-q}) algorithm.",
    .tex = "\\forall q\\,\\exists C,C_a,C_b:\\ \\text{no } O(n^{k-q})",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
