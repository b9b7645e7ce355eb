// P2-41: entries grow by a factor sqrt 2 at most under rotation, and no smaller one will do.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// x^2 <= 2 B^2 for every entry of R_i q_i, over Q.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes");
  const attention::Rotary r = rational_rotary(sampler, d);
  const Rational most = largest(turned(r, sampler.matrix(n, d, x.rational("B")), Turn::back));
  return truth(most * most <= Rational(2) * x.rational("B") * x.rational("B"));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  // (c + s)^2 = 2 - (c - s)^2, and c = s has no rational solution: t runs through convergents of tan(pi/8).
  Rational t(1, 2), best;
  for (int step = 0; step < 6; ++step) {
    const Rational sum = (Rational(1) + Rational(2) * t - t * t) / (Rational(1) + t * t);
    best = max(best, sum * sum);
    t = Rational(1) / (Rational(2) + t);
  }
  const Precision p(128);
  const Ball eighth = cos_pi(Rational(1, 4), p), square = pow(mul(Ball(2), eighth, p), 2, p);
  if (!contains(square, Rational(2)) || best >= Rational(2))
    return undecided(v.scope, "the turn by pi/4 misses sqrt 2");
  v.evidence =
      "squares at most 2 B^2 over Q; attained at the turn by pi/4, at no rational rotation: the best of six has "
      "(c+s)^2 = " +
      to_text(best);
  return v;
}

const Registration registration({
    .id = "rope-rotated-entries",
    .paper = "attest",
    .label = "entries after a rotation",
    .ledger = {"P2-41"},
    .statement =
        "If the entries of q are at most B, those of R_i q are at most sqrt(2) B, and no smaller factor will do.",
    .tex = "\\|R_i q\\|_{\\max} \\le \\sqrt 2\\,\\|q\\|_{\\max}",
    .hypotheses = {integer_parameter("n", "positions", 1, 6), integer_parameter("planes", "d/2", 1, 3),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), 8), seed_parameter()},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
