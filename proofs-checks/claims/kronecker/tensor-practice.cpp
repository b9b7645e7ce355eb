// REV-P1-08: from which n on the polynomial method takes fewer operations than the definition.
#include "tensor_practice.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Verdict check(const Claim&, const Effort&) { return practice(1, {2, 3, 4}, 64); }

const Registration registration({
    .id = "tensor-practice",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "implementable?",
    .ledger = {"REV-P1-08", "P1-12"},
    .statement = "For B = 1, d = ln n and eps_a = 1/n the polynomial method of order k takes fewer operations than the "
                 "definition from some n = 2^m <= 2^64 on, and for higher orders no later.",
    .tex = "k\\binom{d+g}{g} < n^{k-1}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
