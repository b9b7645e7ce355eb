// P0-03: the theorem, with its quantifiers.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  return {Status::recorded,
          "assuming SETH; not for computation to decide",
          "the constants come after q, so it says nothing of a given constant below the method's threshold: "
          "hard-threshold-taylor, hard-threshold-papers-route, hard-threshold-optimum",
          {},
          {}};
}

const Registration registration({
    .id = "hard-threshold-formal",
    .paper = "Alman & Song 2023",
    .label = "Theorem 4.6",
    .ledger = {"P0-03", "P0-22"},
    .statement = "Assuming SETH, for every q > 0 there are C, C_a, C_b > 0 such that attention for d = C log n, B = "
                 "C_b sqrt(log n) and error n^{-C_a} has no O(n^{2-q}) algorithm.",
    .tex = "\\forall q\\,\\exists C,C_a,C_b:\\ \\text{no } O(n^{2-q})",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
