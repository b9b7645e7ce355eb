// PA-01: the least degree on [0, B], decided from both sides.
#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

/// The least degree (0 counts as 1) is decided where both sides stand strictly off delta.
Truth holds(const Instance& x) {
  const Rational delta = pow(Rational(10), -static_cast<long>(x.size("digits")));
  const auto b = expoly::bracket_degree(Interval(0, x.rational("B")), delta, ErrorKind::absolute);
  if (!b.decided()) return Truth::unknown;
  const Ball target(delta, Precision(128));
  const Truth below = b.lower ? less(target, b.lower->bound) : Truth::yes;
  return less(b.upper.bound, target) && below;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "one degree is certified to suffice with an error strictly below delta, the degree below it to "
                    "fail strictly, every time");
}

const Registration registration({
    .id = "exp-degree-definition",
    .paper = "Aggarwal & Alman 2022",
    .label = "definition",
    .ledger = {"PA-01"},
    .statement = "For B >= 1 and 0 < delta < 1 the least degree d_{B;delta}(e^x) of a polynomial with |p(x) - e^x| < "
                 "delta on [0, B] (at least 1 by convention) is well defined, and both sides of it are decidable.",
    .tex = "d_{B;\\delta}(f) = \\min\\{\\deg p : \\sup_{0 \\le x \\le B} |p(x) - f(x)| < \\delta\\}",
    .hypotheses = {rational_parameter("B", "length of the interval", 1, 12),
                   integer_parameter("digits", "delta = 10^-digits", 1, 20)},
    .proof = "",
    .check = check,
});

}  // namespace
