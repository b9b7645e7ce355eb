// PA-04, edge B -> ln(1/delta): the formula has a pole there, the degree has none.
#include "pole.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  const Pole pole([](const Rational& B) { return polynomial::Interval(0, B); },
                  [](const Ball& B, const Ball&, Precision) { return B; });
  return pole("exp-degree-growing-repaired");
}

const Registration registration({
    .id = "exp-degree-growing-theta",
    .paper = "Aggarwal & Alman 2022",
    .label = "theorem for e^x",
    .ledger = {"PA-04"},
    .statement = "For all B >= 1 and 0 < delta < 1, the second term only where L > B, the least degree for e^x on [0, "
                 "B] to within delta is of the order max{B, L/ln(L/B)}, L = ln(1/delta).",
    .tex = "d_{B;\\delta}(e^{x}) = \\Theta\\left(\\max\\left\\{B,\\ \\frac{L}{\\ln(L/B)}\\right\\}\\right),\\quad L = "
           "\\ln(1/\\delta)",
    .hypotheses = {},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
