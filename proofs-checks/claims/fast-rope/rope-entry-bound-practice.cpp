// REV-P2-19, REV-P2-38: B = o(sqrt(log n)) in practice.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  const auto root = [&](long exponent) { return to_text(sqrt(log(Ball(pow(Rational(10), exponent), p), p), p), 5); };
  return recorded("o(.) speaks of n -> infinity, and no bound at one n tests it; sqrt(ln n) is in " + root(3) +
                  " at n = 1e3, " + root(6) + " at n = 1e6, " + root(9) +
                  " at n = 1e9.  On given data attest measures the logits instead");
}

const Registration registration({
    .id = "rope-entry-bound-practice",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "B = o(sqrt(log n)) in practice",
    .ledger = {"REV-P2-19", "REV-P2-38"},
    .statement = "The entries of queries and keys in practice satisfy B = o(sqrt(log n)).",
    .tex = "B = o(\\sqrt{\\log n})",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
