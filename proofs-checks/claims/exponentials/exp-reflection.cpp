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

constexpr long percent = 2;

/// A polynomial p near e^x on [0, B] becomes r(x) = e^{-B} p(B - x), near e^{-x} to within e^{-B} times as much.
/// The error of r against e^{-x} on [0, B] is that of r(-y) = e^{-B} p(B + y) against e^y on [-B, 0]; both errors
/// are certified apart from each other.  A rational near e^{-B} stands for it; what that changes is added.
Truth holds(const Instance& x) {
  const Rational& B = x.rational("B");
  const Precision precision(256);
  const Ball factor = exp(Ball(B, precision), precision);
  const Rational inverse = Rational(1) / factor.midpoint();
  const auto p = expoly::chebyshev_truncation(Interval(0, B), x.size("g"), 200).p;
  const auto r = inverse * compose_affine(p, B, -1);
  const auto r_of_minus_y = compose_affine(r, 0, -1);
  const Rational width(percent, 100);
  const auto e = expoly::certify_error(p, Interval(0, B), ErrorKind::absolute, width, Budget{});
  const auto f = expoly::certify_error(r_of_minus_y, Interval(-B, 0), ErrorKind::absolute, width, Budget{});
  if (!e.decided() || !f.decided()) return Truth::unknown;
  const Ball left = Ball::between(e.value().lower, e.value().upper, precision);
  const Ball right = mul(factor, Ball::between(f.value().lower, f.value().upper, precision), precision);
  const Ball hair(Rational::power_of_two(-150), precision);
  return truth(overlap(widened(left, hair), right));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(20), effort.seed, holds),
                    "sup |p(x) - e^x| and e^B sup |e^{-B} p(B-x) - e^{-x}| on [0, B], certified apart to " +
                        std::to_string(percent) + " %, overlap every time");
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
