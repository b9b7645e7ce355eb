// P1-05, a wrong reading: the bound of plain attention.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Truth holds(const Instance& x) {
  const Rational& B = x.rational("B");
  return truth(largest(scores(constant(3, 1, x.size("d"), 1, B), inverse(x.size("d")))) <= B * B);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(300), effort.seed, holds), "within B^2 every time");
  if (v.status != Status::refuted) return v;
  v.repairs = {"tensor-bounded-logits"};
  v.evidence += " (n = 1, every entry B: the logit is B^3)";
  return v;
}

const Registration registration({
    .id = "tensor-bounded-logits-squared",
    .paper = "Alman & Song, Kronecker attention",
    .label = "bounded logits, B^2 as for plain attention",
    .ledger = {"P1-05"},
    .statement = "If the entries of Q, K1 and K2 are at most B in absolute value, those of Q (K1 (/) K2)^T / d are at "
                 "most B^2.",
    .tex = "\\|Q(K_1\\oslash K_2)^\\top/d\\|_{\\max} \\le B^2",
    .hypotheses = {integer_parameter("d", "columns", 1, 4),
                   rational_parameter("B", "bound of the entries", Rational(1, 2), 4)},
    .proof = "",
    .check = check,
});

}  // namespace
