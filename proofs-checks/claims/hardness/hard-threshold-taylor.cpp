// NUM-03: the threshold of Taylor's polynomial.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  return at_thresholds(Route::taylor, {"0.02985339", "0.4326714", "1.711649", "5.240029", "14.84805"});
}

const Registration registration({
    .id = "hard-threshold-taylor",
    .paper = "Alman & Song 2023",
    .label = "threshold of the method",
    .ledger = {"NUM-03", "PA-12", "P0-22", "P1-31"},
    .statement = "For d = ln n and error 1/n, attention of order k by Taylor's polynomial takes fewer than n^k numbers "
                 "while the logits stay below kappa ln n, kappa = 0.02985339, 0.4326714, 1.711649, 5.240029, 14.84805 "
                 "for k = 2 .. 6, and more above.",
    .tex = "g\\ln\\frac{g}{e\\kappa}=1+\\kappa,\\quad \\ln(1+g)+g\\ln(1+\\tfrac1g)=k-1",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
