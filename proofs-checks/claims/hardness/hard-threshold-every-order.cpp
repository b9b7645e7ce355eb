// P1-32: the same sentence for order k, read for every constant.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  return literal({{2, Rational(17, 100)},
                  {3, Rational(3, 4)},
                  {4, Rational(57, 50)},
                  {5, Rational(139, 100)},
                  {6, Rational(39, 25)}},
                 {"hard-threshold-formal-order"});
}

const Registration registration({
    .id = "hard-threshold-every-order",
    .paper = "Alman & Song 2024",
    .label = "abstract, order k, read for every constant",
    .ledger = {"P1-32", "P1-31", "NUM-03"},
    .statement = "If the entries may be as large as Omega((log n)^{1/k}), no algorithm for attention of order k runs "
                 "faster than n^{k-o(1)}.",
    .tex = "B=\\Omega((\\log n)^{1/k}) \\implies n^{k-o(1)}",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
