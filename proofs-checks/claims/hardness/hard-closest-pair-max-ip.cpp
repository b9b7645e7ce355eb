// P0-16, the part that can be decided: the promise of the closest pair as one of Max-IP.
#include "attest/reduction/hamming.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Truth holds(const Instance& x) {
  const std::size_t d = x.size("d"), t = 1 + x.size("t") % (d - 1);
  const VectorSets s = random_sets(x.size("n"), d, 2, 8, x.size("seed"));
  const Rational eps = x.rational("share") * (Rational(d) / Rational(t) - Rational(1));
  const Rational apart(closest_pair(s.sets[0], s.sets[1]).distance);
  const Promise side = promise(max_ip_of_closest_pair(s.sets[0], s.sets[1], t, eps));
  return truth((side == Promise::yes) == (apart <= Rational(t)) &&
               (side == Promise::no) == (apart >= (Rational(1) + eps) * Rational(t)));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(300), effort.seed, holds),
                    "YES, NO and neither agree on both sides, by brute force");
}

const Registration registration({
    .id = "hard-closest-pair-max-ip",
    .paper = "attest",
    .label = "closest pair as Max-IP",
    .ledger = {"P0-16", "P0-17"},
    .statement = "Some pair is at distance at most t, or all at (1 + eps) t or more, exactly if the balanced vectors "
                 "have a product of at least d - t, or none above (1 - eps') (d - t), eps' = eps t / (d - t).",
    .tex = "\\langle\\bar a,\\bar b\\rangle = d-\\mathrm{dist}(a,b),\\quad t'=d-t,\\ "
           "\\varepsilon'=\\tfrac{\\varepsilon t}{d-t}",
    .hypotheses = {integer_parameter("n", "vectors a set", 1, 6), integer_parameter("d", "dimension", 2, 12),
                   integer_parameter("t", "distance, modulo d - 1", 0, 11),
                   rational_parameter("share", "of the largest eps", Rational(1, 64), 1), seed_parameter()},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
