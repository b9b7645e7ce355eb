// PA-03, edge B -> ln(1/delta): the formula has a pole there, the degree has none.
#include "pole.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  const Pole pole([](const Rational& B) { return polynomial::Interval(-B, 0); },
                  [](const Ball& B, const Ball& L, Precision p) { return sqrt(mul(B, L, p), p); });
  return pole("exp-degree-decaying-repaired");
}

const Registration registration({
    .id = "exp-degree-decaying-theta-near-diagonal",
    .paper = "Aggarwal & Alman 2022",
    .label = "theorem for e^{-x}, B near ln(1/delta)",
    .ledger = {"PA-03"},
    .statement = "For all 1 <= B < L = ln(1/delta), delta <= 1/4, the least degree for e^{-x} on [0, B] to within "
                 "delta is of the order max{sqrt(B L), L/ln(L/B)}.",
    .tex = "d_{B;\\delta}(e^{-x}) = \\Theta\\left(\\max\\left\\{\\sqrt{BL},\\ "
           "\\frac{L}{\\ln(L/B)}\\right\\}\\right),\\quad 1 "
           "\\le B < L",
    .hypotheses = {},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
