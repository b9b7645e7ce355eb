// REV-P1-19: no experiments.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Verdict check(const Claim&, const Effort&) {
  return recorded(
      "the paper proves and does not measure; where the method pays is counted in tensor-practice, and "
      "attest attention runs it with a proven error on given data");
}

const Registration registration({
    .id = "tensor-experiments",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "meta-review: no experiments",
    .ledger = {"REV-P1-19"},
    .statement = "Experiments would show the validity of the theory.",
    .tex = "",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
