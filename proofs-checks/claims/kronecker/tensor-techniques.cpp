// REV-P1-08, REV-P1-12, REV-P1-19: remarks on wording, importance and use, recorded.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return tensor_review::recorded(
      "REV-P1-12: \"line of attack\" is the sequence of techniques; REV-P1-08: importance, and whether a network can "
      "use it (from which n on it pays: tensor-practice; which entries an order allows: tensor-threshold-decreases); "
      "REV-P1-19: no experiments");
}

const Registration registration({
    .id = "tensor-techniques",
    .paper = tensor_review::paper,
    .label = "remarks",
    .ledger = {"REV-P1-08", "REV-P1-12", "REV-P1-19"},
    .statement = "Remarks on words, importance and use in practice.",
    .tex = "\\text{no formula}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
