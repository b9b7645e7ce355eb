// REV-P1-08, REV-P1-12, P1-15: remarks on wording, use and expressiveness, recorded.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return tensor_review::recorded(
      "REV-P1-12: \"line of attack\" is the sequence of techniques; REV-P1-08: importance, and whether a network can "
      "use it (that a higher order needs smaller entries is tensor-threshold-falls); P1-15: that attention of order 3 "
      "solves tasks out of reach of order 2 is a theorem of Sanford, Hsu and Telgarsky, not repeated here");
}

const Registration registration({
    .id = "tensor-techniques",
    .paper = tensor_review::paper,
    .label = "remarks",
    .ledger = {"REV-P1-08", "REV-P1-12", "P1-15"},
    .statement = "Remarks on words, importance, use in practice and the expressive power of tensor attention.",
    .tex = "\\text{no formula}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
