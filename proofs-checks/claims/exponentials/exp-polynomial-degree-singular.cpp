// P0-04, edge B -> ln(1/eps): the printed degree has a pole there, the least degree has none.
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
    .id = "exp-polynomial-degree-singular",
    .paper = "Alman & Song 2023",
    .label = "Lemma 2.1, every B > 1",
    .ledger = {"P0-04"},
    .statement = "For every B > 1 and eps < 0.1 with B < L = ln(1/eps), the degree max{L/ln(L/B), B} is of the order "
                 "of the least degree to within eps of e^x on [0, B].",
    .tex = "\\min\\deg P = \\Theta\\left(\\max\\left\\{\\frac{\\ln(1/\\varepsilon)}{\\ln(\\ln(1/\\varepsilon)/B)},\\ "
           "B\\right\\}\\right),\\quad B > 1,\\ \\varepsilon < 0.1",
    .hypotheses = {},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
