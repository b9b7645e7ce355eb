// PA-02: e^x on [0, B] to within delta and e^{-x} to within delta e^{-B} are the same problem.
#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/error.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

/// A polynomial p near e^x on [0, B] becomes q(x) = p(B - x) near e^B e^{-x}: the errors agree after the
/// factor e^B.  Both are certified independently; e^{-x} on [0, B] is e^x on [-B, 0] mirrored.
Truth holds(const Instance& x) {
  const Rational& B = x.rational("B");
  const Interval forward(0, B), mirrored(-B, 0);
  const auto p = expoly::chebyshev_truncation(forward, x.size("g"), 200).p;
  const auto shifted = compose_affine(p, B, 1);  // p(B + y), near e^B e^y for y in [-B, 0]
  Budget budget;
  const Rational width(1, 50);
  const auto e = expoly::certify_error(p, forward, ErrorKind::absolute, width, budget);
  const Precision precision(256);
  const Ball factor = exp(Ball(B, precision), precision);
  // Divide by a rational near e^B; the difference is far below the width.
  const auto f =
      expoly::certify_error((Rational(1) / factor.midpoint()) * shifted, mirrored, ErrorKind::absolute, width, budget);
  if (!e.decided() || !f.decided()) return Truth::unknown;
  const Ball left = Ball::between(e.value().lower, e.value().upper, precision);
  const Ball right = mul(factor, Ball::between(f.value().lower, f.value().upper, precision), precision);
  return truth(overlap(left, right));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(20), effort.seed, holds),
      "sup |p(x) - e^x| on [0, B] and e^B sup |e^{-B} p(B-x) - e^{-x}| overlap to 2 %, certified apart, every time");
}

const Registration registration({
    .id = "exp-reflection",
    .paper = "Aggarwal & Alman 2022",
    .label = "reflection identity",
    .ledger = {"PA-02"},
    .statement = "The least degree for e^x on [0, B] to within delta is that for e^{-x} to within delta e^{-B}.",
    .tex = "d_{B;\\delta}(e^{x}) = d_{B;\\delta e^{-B}}(e^{-x})",
    .hypotheses = {rational_parameter("B", "length of the interval", 1, 8), integer_parameter("g", "degree", 1, 12)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
