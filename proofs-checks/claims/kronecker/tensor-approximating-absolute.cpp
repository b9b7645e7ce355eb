// REV-P1-03: what "A~ approximates A in l_inf" must mean.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

/// d = 1, Q = -beta, K1 = (1; 1), K2 = 1: both pairs have weight e^{-beta}.  V1 = (1; -1), V2 = 1, errors +s eps, -s
/// eps: the output is 0, of A~ it is s eps e^beta.
Truth holds(const Instance& x) {
  const Precision p(192);
  const Rational e = x.rational("s") * x.rational("eps");
  const Ball a = exp(Ball(-x.rational("beta"), p), p);
  const Ball off = mean({add(a, Ball(e, p), p), sub(a, Ball(e, p), p)}, {1, -1}, p);
  return less(abs(off), above_by_a_hair(Ball(Rational(2) * x.rational("eps"), p), p));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v =
      verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds), "within 2 eps every time");
  if (v.status != Status::refuted) return v;
  v.repairs = {"tensor-approximating-repaired"};
  v.evidence +=
      " (d = 1, Q = -beta, K1 = (1; 1), K2 = 1, V1 = (1; -1), V2 = 1, errors s eps and -s eps: the output "
      "moves from 0 to s eps e^beta)";
  return v;
}

const Registration registration({
    .id = "tensor-approximating-absolute",
    .paper = paper,
    .label = "reply: an l_inf approximation of A",
    .ledger = {"REV-P1-03", "P1-08"},
    .statement =
        "An A~ with |A~ - A| <= eps on all entries is enough: its output is within 2 eps max|V1 (/) V2| of the "
        "exact one, for logits in [-beta, beta].",
    .tex = "\\|\\tilde A - A\\|_\\infty \\le \\varepsilon \\implies \\|\\tilde D^{-1}\\tilde A V - D^{-1}AV\\|_\\infty "
           "\\le 2\\varepsilon\\|V\\|_\\infty",
    .hypotheses = {rational_parameter("beta", "bound of the logits", 0, 6),
                   rational_parameter("eps", "absolute error", Rational(1, 1024), Rational(1, 8)),
                   rational_parameter("s", "share of the error used", 0, 1)},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
