// P0-12, a trap: the lemma needs D~ to be the row sums of A~, not just any approximation of D.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// One weight 1 with value 1, A~ = 1 + s eps, D~ = 1 + t eps: the output is off by |(1+s eps)/(1+t eps) - 1|.
Truth holds(const Instance& x) {
  const Rational &eps = x.rational("eps"), &s = x.rational("s"), &t = x.rational("t");
  const Rational output = (Rational(1) + s * eps) / (Rational(1) + t * eps);
  return truth(abs(output - Rational(1)) <= Rational(2) * eps);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v =
      verdict_of(survey(claim.hypotheses, effort.instances(500), effort.seed, holds), "within 2 eps every time");
  if (v.status != Status::refuted) return v;
  v.repairs = {"softmax-normalization"};
  v.evidence += " (n = 1, A = V = 1, A~ = 1 + s eps, D~ = 1 + t eps)";
  return v;
}

const Registration registration({
    .id = "softmax-normalization-free-denominator",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.6, any D~ near D",
    .ledger = {"P0-12"},
    .statement =
        "The normalization lemma holds for every D~ with |D~ - D| <= eps D, whether or not it is the row sum of A~.",
    .tex = "|\\tilde D - D| \\le \\varepsilon D \\implies \\|\\tilde D^{-1}\\tilde A V - D^{-1} A V\\|_{\\max} \\le 2 "
           "\\varepsilon B",
    .hypotheses = {rational_parameter("eps", "relative error", Rational(1, 10), Rational(9, 10)),
                   rational_parameter("s", "direction of the weight's error", -1, 1),
                   rational_parameter("t", "direction of the sum's error", -1, 1)},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
