// PA-03, repaired: uniform in B >= 1 and delta <= 1/4.
#include "order.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return of_the_order([](const Rational& B) { return polynomial::Interval(-B, 0); },
                      [](const Ball& B, const Ball& L, Precision p) { return sqrt(mul(B, L, p), p); }, "sqrt(B L)",
                      Rational(1, 5), Rational(3, 2));
}

const Registration registration({
    .id = "exp-degree-decaying-repaired",
    .paper = "attest",
    .label = "Theta for e^{-x}, uniform",
    .ledger = {"PA-03"},
    .statement = "For delta <= 1/4 and B >= 1, L = ln(1/delta), the least degree for e^{-x} on [0, B] to within delta "
                 "is between 1/5 and 3/2 times sqrt(B L) + L/ln(e + L/B).",
    .tex =
        "\\tfrac15 \\le \\frac{d_{B;\\delta}(e^{-x})}{\\sqrt{BL} + L/\\ln(e + L/B)} \\le \\tfrac32,\\quad \\delta \\le "
        "\\tfrac14",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
