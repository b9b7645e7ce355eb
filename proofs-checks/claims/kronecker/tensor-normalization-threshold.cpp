// P1-10: for which B the plain bound 2 eps B is true in order k.
#include "tensor_normalization.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// eps = 2t/(1+t^2): the extremal row exceeds 2 eps B exactly where B^{k-2} > 1 + sqrt(1 - eps^2), and below that no
/// random row does.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k");
  const Rational &t = x.rational("t"), &B = x.rational("B");
  const Rational eps = pythagorean(t), copied = Rational(2) * eps * B;
  const bool above = pow(B, static_cast<long>(k) - 2) > Rational(1) + pythagorean_root(t);
  const bool exceeded = error_of(attention::extremal_instance(eps, k, B).row) > copied;
  const Row r = random_row(sampler, 2, boxes(k, B));
  return truth(exceeded == above && (above || worst_error(r.row, eps) <= copied));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(120), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  // Exactly at the threshold of order 3 the extremal row attains 2 eps B.
  const Rational t(1, 3), eps = pythagorean(t), B = Rational(1) + pythagorean_root(t);
  const Rational error = error_of(attention::extremal_instance(eps, 3, B).row);
  if (error != Rational(2) * eps * B) {
    v.status = Status::undecided;
    v.evidence = "no equality at the threshold";
    return v;
  }
  v.evidence = "exceeded just where it should be, every time; order 3, eps = " + to_text(eps) +
               ": equality at B = " + to_text(B) + ", both " + to_text(error);
  return v;
}

const Registration registration({
    .id = "tensor-normalization-threshold",
    .paper = "attest",
    .label = "division lemma, where B is enough",
    .ledger = {"P1-10"},
    .statement = "In order k the bound 2 eps B covers every A, A~ and V with entries up to B exactly when B^{k-2} <= 1 "
                 "+ sqrt(1 - eps^2); so for B^{k-2} >= 2, k >= 3, never.",
    .tex = "B^{k-1}\\,\\tfrac{2(1-\\sqrt{1-\\varepsilon^2})}{\\varepsilon} \\le 2\\varepsilon B \\iff B^{k-2} \\le 1 + "
           "\\sqrt{1-\\varepsilon^2}",
    .hypotheses = {integer_parameter("k", "order", 2, 5),
                   rational_parameter("t", "eps = 2t/(1+t^2)", Rational(1, 50), Rational(49, 50)),
                   rational_parameter("B", "bound of the values", Rational(1, 2), 3), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
