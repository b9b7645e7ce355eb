// PA-01, a trap: relative error is not absolute error.
#include "two_degrees.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim& claim, const Effort& effort) {
  const TwoDegrees degrees([](const Rational& B) { return polynomial::Interval(0, B); }, expoly::ErrorKind::relative,
                           "in relative error");
  return degrees(claim, effort);
}

const Registration registration({
    .id = "exp-degree-definition-relative",
    .paper = "Aggarwal & Alman 2022",
    .label = "definition, relative error",
    .ledger = {"PA-01"},
    .statement = "The least degree for e^x on [0, B] to within relative error delta is that to within absolute error "
                 "delta.",
    .tex = "\\min\\{\\deg p : \\sup_{0 \\le x \\le B}|p(x)e^{-x}-1| < \\delta\\} = d_{B;\\delta}(e^x)",
    .hypotheses = {rational_parameter("B", "length of the interval", 1, 12),
                   integer_parameter("digits", "delta = 10^-digits", 1, 20)},
    .proof = "",
    .check = check,
});

}  // namespace
