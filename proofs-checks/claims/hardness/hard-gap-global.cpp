// P1-22: the two readings of the promise are not one.
#include "gap_promises.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return hard::promises_kept("the same instances",
                             [](const hard::Kept& kept) { return !kept.globally || kept.by_rows; });
}

const Registration registration({
    .id = "hard-gap-global",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Definition of Gap-MaxIP",
    .ledger = {"P1-22"},
    .statement = "An instance that keeps the promise globally keeps it row by row.",
    .tex = "\\big(\\max_{a,b,c}\\ge t\\ \\text{or}\\le(1-\\varepsilon)t\\big)\\Rightarrow\\big(\\forall "
           "a:\\max_{b,c}\\ge t\\ \\text{or}\\le(1-\\varepsilon)t\\big)",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
