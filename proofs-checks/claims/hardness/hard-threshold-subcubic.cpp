// P1-31: the abstract's sentence, read for every constant.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  return literal({{3, Rational(189, 250)}, {3, Rational(43, 200)}}, {"hard-threshold-formal-order"});
}

const Registration registration({
    .id = "hard-threshold-subcubic",
    .paper = "Alman & Song 2024",
    .label = "abstract, read for every constant",
    .ledger = {"P1-31", "NUM-03", "REV-P1-16"},
    .statement = "If the entries may be as large as Omega((log n)^{1/3}), no algorithm for attention of order 3 runs "
                 "faster than n^{3-o(1)}.",
    .tex = "B=\\Omega((\\log n)^{1/3}) \\implies n^{3-o(1)}",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
