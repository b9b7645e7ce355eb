// P0-22: subquadratic if and only if B = o(sqrt(log n)).
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) { return literal({{2, Rational(17, 100)}}, {"hard-threshold-formal"}); }

const Registration registration({
    .id = "hard-threshold-if-and-only-if",
    .paper = "arXiv 2505.14840",
    .label = "abstract",
    .ledger = {"P0-22", "NUM-03"},
    .statement =
        "For d = O(log n) and error 1/poly(n), subquadratic attention is possible if and only if B = o(sqrt(log n)).",
    .tex = "n^{2-\\Omega(1)} \\iff B=o(\\sqrt{\\log n})",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
