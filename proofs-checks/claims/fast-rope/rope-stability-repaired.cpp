// REV-P2-33: the digits that Taylor's polynomial loses.
#include "attention_exact.hpp"
#include "attest/expoly/taylor.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// sum |c_i| |x|^i <= e^beta; and with relative error eta < 1, sum |c_i| |x|^i / |P(x)| <= e^{2 beta}/(1 - eta).
Truth holds(const Instance& x) {
  const Rational beta = x.rational("beta"), at = x.rational("x") * beta;
  const std::size_t g = x.size("g");
  const Precision p(1536);  // e^beta minus the sum may be as small as (1/8)^121/121!
  const auto P = expoly::taylor(g);
  const Rational majorant = polynomial::majorant(P)(abs(at));
  const Truth bounded = less_equal(Ball(majorant, p), exp(Ball(beta, p), p));
  const Ball eta = expoly::taylor_relative_bound(beta, g, p);
  if (!certainly(less(eta, Ball(1)))) return bounded;
  const Ball bound = div(exp(Ball(Rational(2) * beta, p), p), sub(Ball(1), eta, p), p);
  return bounded && less_equal(div(Ball(majorant, p), abs(Ball(P(at), p)), p), bound);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(300), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  const Precision p(128);
  const Ball ln10 = log(Ball(10), p);
  std::string shown;
  for (const long beta : {1L, 4L, 16L, 64L})
    shown +=
        (shown.empty() ? "" : ", ") + to_text(div(Ball(2 * beta), ln10, p), 4) + " at beta = " + std::to_string(beta);
  v.evidence = "never exceeded; digits lost at most 2 beta/ln 10 - log10(1 - eta), the first term " + shown;
  return v;
}

const Registration registration({
    .id = "rope-stability-repaired",
    .paper = "attest",
    .label = "cancellation with relative error eta, Taylor",
    .ledger = {"REV-P2-33"},
    .statement =
        "On [-beta, beta] Taylor's polynomial has sum |c_i| |x|^i <= e^beta, and where its relative error is eta < 1 "
        "it cancels at most the factor e^{2 beta}/(1 - eta), whatever the degree.",
    .tex = "\\sum_i |c_i||x|^i \\le e^{\\beta},\\quad \\frac{\\sum_i |c_i||x|^i}{|P(x)|} \\le "
           "\\frac{e^{2\\beta}}{1-\\eta}",
    .hypotheses = {rational_parameter("beta", "half-width", Rational(1, 8), 40),
                   rational_parameter("x", "x/beta", -1, 1), integer_parameter("g", "degree", 0, 120)},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
