// P0-22: the abstract's sentence, read for every constant.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

/// 0.17, just below the threshold; 1/10 and 1/1000 leave much room.
Verdict check(const Claim&, const Effort&) {
  return literal({{2, Rational(17, 100)}, {2, Rational(1, 10)}, {2, Rational(1, 1000)}}, {"hard-threshold-formal"});
}

const Registration registration({
    .id = "hard-threshold-subquadratic",
    .paper = "Alman & Song 2023",
    .label = "abstract, read for every constant",
    .ledger = {"P0-22", "NUM-03"},
    .statement = "If d = O(log n) and B = Theta(sqrt(log n)), attention to within 1/poly(n) is impossible in truly "
                 "subquadratic time.",
    .tex = "d=O(\\log n),\\ B=\\Theta(\\sqrt{\\log n}) \\implies \\text{no } n^{2-\\Omega(1)}",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
