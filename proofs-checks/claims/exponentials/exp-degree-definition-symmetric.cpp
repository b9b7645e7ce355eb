// PA-01, a trap: [-B, B] is not [0, B].
#include "two_degrees.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim& claim, const Effort& effort) {
  const TwoDegrees degrees([](const Rational& B) { return polynomial::Interval(-B, B); }, expoly::ErrorKind::absolute,
                           "on [-B, B]");
  return degrees(claim, effort);
}

const Registration registration({
    .id = "exp-degree-definition-symmetric",
    .paper = "Aggarwal & Alman 2022",
    .label = "definition, on [-B, B]",
    .ledger = {"PA-01"},
    .statement = "The least degree for e^x to within delta on [-B, B] is that on [0, B].",
    .tex = "\\min\\{\\deg p : \\sup_{|x| \\le B}|p(x)-e^x| < \\delta\\} = d_{B;\\delta}(e^x)",
    .hypotheses = {rational_parameter("B", "length of the interval", 1, 12),
                   integer_parameter("digits", "delta = 10^-digits", 1, 20)},
    .proof = "",
    .check = check,
});

}  // namespace
