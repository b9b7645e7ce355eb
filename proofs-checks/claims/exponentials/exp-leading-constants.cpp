// PA-05: the leading constants, by their defining equations.
#include "attest/expoly/leading.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::Exponential;

const Precision p(160);

/// nu_+(k) = (1 + k) nu_-(k / (1 + k)): the reflection between e^x and e^{-x}, in the limit.
Truth holds(const Instance& x) {
  const Rational& k = x.rational("kappa");
  const Rational one(1);
  const Ball growing = expoly::leading_nu(Exponential::growing, k, p);
  const Ball reflected = mul(Ball(one + k, p), expoly::leading_nu(Exponential::decaying, k / (one + k), p), p);
  const Ball hair(Rational::power_of_two(-120), p);
  return less(abs(sub(growing, reflected, p)), hair);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(30), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  const auto digits = [](const Ball& b) { return to_text(b, 30); };
  const Ball c0 = expoly::leading_c0(p), at_one = expoly::leading_nu(Exponential::decaying, 1, p);
  if (!overlap(c0, at_one)) {
    v.status = Status::refuted;
    v.witness = "nu_-(1) = " + digits(at_one) + ", c0 = " + digits(c0);
  }
  v.evidence = "nu_+(k) = (1+k) nu_-(k/(1+k)) to 2^-120 every time and nu_-(1) = c0; s0 " +
               digits(expoly::leading_s0(p)) + ", c0 " + digits(c0);
  for (const Rational& k : {Rational(1, 10), Rational(1, 2), Rational(1), Rational(2), Rational(5)})
    v.evidence += "; nu_-(" + to_text(k) + ") " + digits(expoly::leading_nu(Exponential::decaying, k, p)) + ", nu_+ " +
                  digits(expoly::leading_nu(Exponential::growing, k, p));
  return v;
}

const Registration registration({
    .id = "exp-leading-constants",
    .paper = "Aggarwal & Alman 2022",
    .label = "leading constants",
    .ledger = {"PA-05"},
    .statement = "With nu = nu_{+-}(kappa) the root of +-kappa/2 + sqrt(nu^2 + kappa^2/4) - nu asinh(2 nu/kappa) = -1 "
                 "and c0 = sinh(s0)/2, s0 tanh(s0/2) = 1: nu_-(1) = c0, and nu_+(kappa) = (1+kappa) "
                 "nu_-(kappa/(1+kappa)).",
    .tex = "\\pm\\tfrac{\\kappa}{2} + \\sqrt{\\nu^2 + \\tfrac{\\kappa^2}{4}} - "
           "\\nu\\,\\mathrm{asinh}\\tfrac{2\\nu}{\\kappa} "
           "= -1,\\quad \\nu_-(1) = c_0,\\ \\nu_+(\\kappa) = "
           "(1+\\kappa)\\,\\nu_-\\left(\\tfrac{\\kappa}{1+\\kappa}\\right)",
    .hypotheses = {rational_parameter("kappa", "B / ln(1/delta)", Rational(1, 20), 10)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
