// P2-32: for standard RoPE the plain route has fewer terms, and no transforms.
#include "attest/count/ranks.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (long d = 2; d <= 128; d += 2)
    for (long g = 1; g <= 64; ++g)
      sweep(truth(count::tight_rank(d, g) < count::rope_terms(2 * d, g)),
            [&] { return "d = " + std::to_string(d) + ", g = " + std::to_string(g); });
  return sweep.verdict(Status::verified, "d = 2, 4, .. 128, g = 1 .. 64",
                       "strictly fewer every time; d = 64, g = 8: " + count::tight_rank(64, 8).str() +
                           " columns instead of " + count::rope_terms(128, 8).str() + " convolutions");
}

const Registration registration({
    .id = "rope-terms-standard-worse",
    .paper = "attest",
    .label = "standard RoPE, plain route against the paper's",
    .ledger = {"P2-32", "P2-13"},
    .statement = "For standard RoPE, |S| = 2d, the plain polynomial method on the rotated Q and K has C(d+g, g) "
                 "columns, strictly fewer than the C(2d+g, g) terms of the paper for every g >= 1.",
    .tex = "\\binom{d+g}{g} < \\binom{2d+g}{g}\\quad (g \\ge 1)",
    .hypotheses = {},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
