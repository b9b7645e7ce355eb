// NUM-03: the threshold of the papers' route (absolute error on [0, 2 beta]).
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  return at_thresholds(Route::paper, {"0.05667079", "0.7356311", "2.805106", "8.482968", "23.93335"});
}

const Registration registration({
    .id = "hard-threshold-papers-route",
    .paper = "Aggarwal & Alman 2022",
    .label = "threshold of the method",
    .ledger = {"NUM-03", "PA-05", "P0-22", "P1-31"},
    .statement = "For d = ln n and error 1/n, attention of order k by the papers' route (absolute error on [0, 2 "
                 "beta]) takes fewer than n^k numbers while the logits stay below kappa ln n, kappa = 0.05667079, "
                 "0.7356311, 2.805106, 8.482968, 23.93335 for k = 2 .. 6, and more above.",
    .tex =
        "g\\,\\mathrm{asinh}\\tfrac g\\kappa-\\sqrt{g^2+\\kappa^2}=1+\\kappa,\\quad \\ln(1+g)+g\\ln(1+\\tfrac1g)=k-1",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
