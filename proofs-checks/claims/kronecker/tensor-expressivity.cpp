// P1-15: what third-order attention can do that plain attention cannot.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Verdict check(const Claim&, const Effort&) {
  return recorded(
      "a lower bound on the size of transformers for Match3, of Sanford, Hsu and Telgarsky 2023, quoted as "
      "motivation; no numerical claim of this paper rests on it");
}

const Registration registration({
    .id = "tensor-expressivity",
    .paper = "Alman & Song, Kronecker attention",
    .label = "expressivity",
    .ledger = {"P1-15"},
    .statement = "Attention of order 3 solves problems on triples of tokens that plain attention cannot.",
    .tex = "\\text{no formula}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
