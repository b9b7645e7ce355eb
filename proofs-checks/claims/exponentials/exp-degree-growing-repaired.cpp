// PA-04, repaired: uniform in B >= 1 and delta <= 1/4.
#include "order.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  return of_the_order([](const Rational& B) { return polynomial::Interval(0, B); },
                      [](const Ball& B, const Ball&, Precision) { return B; }, "B", Rational(1, 3), Rational(3, 2));
}

const Registration registration({
    .id = "exp-degree-growing-repaired",
    .paper = "attest",
    .label = "Theta for e^x, uniform",
    .ledger = {"PA-04"},
    .statement = "For delta <= 1/4 and B >= 1, L = ln(1/delta), the least degree for e^x on [0, B] to within delta is "
                 "between 1/3 and 3/2 times B + L/ln(e + L/B).",
    .tex =
        "\\tfrac13 \\le \\frac{d_{B;\\delta}(e^{x})}{B + L/\\ln(e + L/B)} \\le \\tfrac32,\\quad \\delta \\le \\tfrac14",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
