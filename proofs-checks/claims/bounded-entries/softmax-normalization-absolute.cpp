// P0-12, a trap: absolute instead of relative error of the weights.
#include "attest/attention/normalization.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Two equal small weights a, values 1 and -1, errors +eps s and -eps s with |.| <= eps absolutely.
Truth holds(const Instance& x) {
  const Rational &a = x.rational("a"), &eps = x.rational("eps"), &s = x.rational("s");
  if (eps >= a) return Truth::yes;  // the perturbed weights stay positive
  attention::NormalizationInstance row{RationalMatrix(1, 2), RationalMatrix(1, 2), RationalMatrix(2, 1)};
  for (std::size_t j : {0U, 1U}) {
    const Rational sign(j == 0 ? 1 : -1);
    row.a.set(0, j, a);
    row.perturbed.set(0, j, a + sign * s * eps);
    row.v.set(j, 0, sign);
  }
  const Rational error = abs(attention::normalized(row.perturbed, row.v) - attention::normalized(row.a, row.v));
  return truth(error <= Rational(2) * eps);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v =
      verdict_of(survey(claim.hypotheses, effort.instances(500), effort.seed, holds), "within 2 eps every time");
  if (v.status != Status::refuted) return v;
  v.repairs = {"softmax-normalization"};
  v.evidence += " (A = (a, a), A~ = (a + s eps, a - s eps), V = (1, -1): the error is s eps / a)";
  return v;
}

const Registration registration({
    .id = "softmax-normalization-absolute",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.6, absolute error",
    .ledger = {"P0-12"},
    .statement = "The normalization lemma also holds when |A~ - A| <= eps is an absolute bound.",
    .tex = "|\\tilde A_{ij} - A_{ij}| \\le \\varepsilon \\implies \\|\\tilde D^{-1}\\tilde A V - D^{-1} A V\\|_{\\max} "
           "\\le 2 \\varepsilon B",
    .hypotheses = {rational_parameter("a", "the weights", Rational(1, 16), 2),
                   rational_parameter("eps", "absolute error", Rational(1, 32), Rational(1, 2)),
                   rational_parameter("s", "share of the error used", 0, 1)},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
