// P2-25: the running time of Theorem 5.3 as n grows.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  return recorded("a statement on a limit; the exact count is rope-time, and it holds for every W with bounded logits");
}

const Registration registration({
    .id = "rope-time-asymptotic",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Theorem 1.3, any W with |S| = O(d)",
    .ledger = {"P2-25"},
    .statement = "For d = O(log n), B = o(sqrt(log n)) and error 1/poly(n), ARAttC is solved in n^{1+o(1)}.",
    .tex = "n^{1+o(1)}\\quad(d = O(\\log n),\\ B = o(\\sqrt{\\log n}))",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
