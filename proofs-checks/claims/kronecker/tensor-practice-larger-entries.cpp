// REV-P1-08: the same with entries up to 2, where the logits grow with the order.
#include "tensor_practice.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Verdict check(const Claim&, const Effort&) { return practice(2, {2, 3, 4}, 32); }

const Registration registration({
    .id = "tensor-practice-larger-entries",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "implementable? B = 2",
    .ledger = {"REV-P1-08", "P1-13"},
    .statement = "For B = 2, d = ln n and eps_a = 1/n, too, the polynomial method of order k = 2, 3, 4 takes fewer "
                 "operations than the "
                 "definition from some n = 2^m <= 2^32 on, and for higher orders no later.",
    .tex = "k\\binom{d+g}{g} < n^{k-1}\\quad(B = 2)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
