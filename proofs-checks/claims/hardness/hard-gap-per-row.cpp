// P1-22: the two readings of the promise.
#include "gap_promises.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return hard::promises_kept(
      "every instance with the promise row by row has it globally; the row with the largest product decides",
      [](const hard::Kept& kept) { return !kept.by_rows || kept.globally; });
}

const Registration registration({
    .id = "hard-gap-per-row",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Definition of Gap-MaxIP",
    .ledger = {"P1-22"},
    .statement = "An instance that keeps the promise row by row keeps it globally: what is hard row by row is asked "
                 "globally too.",
    .tex =
        "\\big(\\forall a:\\max_{b,c}\\ge t\\ \\text{or}\\le(1-\\varepsilon)t\\big)\\Rightarrow\\big(\\max_{a,b,c}\\ge "
        "t\\ \\text{or}\\le(1-\\varepsilon)t\\big)",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
