// P0-18: where the distance is small, list the Hamming balls.
#include "attest/number/ball.hpp"
#include "attest/reduction/hamming.hpp"
#include "attest/reduction/small_threshold.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// The listing is right and costs n C(d, <= t); C(d, <= t) <= (e d / t)^t, which is n^{c ln(eC/c)} for t = c ln n and
/// d = C ln n.
Truth holds(const Instance& x) {
  const Precision p(128);
  const std::size_t d = x.size("d"), t = 1 + x.size("t") % d, n = x.size("n");
  const VectorSets s = random_sets(n, d, 2, 8, x.size("seed"));
  const Listing found = find_within(s.sets[0], s.sets[1], t);
  const Ball bound = mul(Ball(t), add(Ball(1), log(Ball(Rational(d) / Rational(t), p), p), p), p);
  return truth(found.found.has_value() == (closest_pair(s.sets[0], s.sets[1]).distance <= t) &&
               Integer(found.operations) == ball_size(d, t) * Integer(n)) &&
         less(log(Ball(Rational(ball_size(d, t)), p), p), bound);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(150), effort.seed, holds),
                    "as brute force, n C(d, <= t) look-ups counted, and ln C(d, <= t) < t ln(e d / t) in balls");
}

const Registration registration({
    .id = "hard-small-distance",
    .paper = "Alman & Song 2023",
    .label = "Lemma B.1, case 1",
    .ledger = {"P0-18"},
    .statement = "Vectors within distance t = c log n in dimension C log n are found with n C(d, <= t) <= n^{1 + c "
                 "log(eC/c)} look-ups.",
    .tex = "n\\binom{d}{\\le t}\\le n\\,(ed/t)^t=n^{1+c\\ln(eC/c)}\\quad(t=c\\ln n,\\ d=C\\ln n)",
    .hypotheses = {integer_parameter("n", "vectors a set", 1, 6), integer_parameter("d", "dimension", 1, 10),
                   integer_parameter("t", "distance, modulo d", 0, 9), seed_parameter()},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
