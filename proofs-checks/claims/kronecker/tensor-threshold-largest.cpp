// REV-P1-08, the reply: "pick the largest k".
#include "../fast-rope/rope_sweep.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// n = 3, ln 3 > 1: is B^k > ln n for some k <= 1000?  Denominators first.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  const Ball l = log(Ball(3), p);
  Sweep sweep;
  for (const Rational& B : {Rational(3), Rational(2), Rational(3, 2), Rational(5, 4), Rational(11, 10), Rational(1)}) {
    Truth some = Truth::no;
    for (long k = 1; k <= 1000 && !certainly(some); ++k) some = some || less(l, Ball(pow(B, k), p));
    // For B <= 1 the powers do not grow: B^k <= B for all k, so one comparison settles it.
    if (some == Truth::no && B > Rational(1)) some = Truth::unknown;
    sweep(some, [&] { return "B = " + to_text(B) + ", n = 3: B^k = 1 <= ln n for every order k"; });
  }
  return sweep.verdict(Status::verified, "n = 3, B = 3, 2, 3/2, 5/4, 11/10, 1", "there is such an order every time",
                       {"tensor-threshold-decreases"});
}

const Registration registration({
    .id = "tensor-threshold-largest",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "reply: the largest k for which the entries are small enough",
    .ledger = {"REV-P1-08", "P1-13"},
    .statement = "For every bound B of the entries there is a largest order k with B <= (log n)^{1/k}.",
    .tex = "\\exists\\,k:\\ B^k > \\ln n",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
