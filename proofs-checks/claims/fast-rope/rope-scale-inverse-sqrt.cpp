// P0-23: 1/sqrt(d) is 1/d with entries larger by d^{1/4}.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Over Q where d is a fourth power; otherwise ((d^{1/4})^2 / d)^2 = 1/d in balls.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t m = x.size("m"), d = m * m * m * m;
  const RationalMatrix Q = sampler.matrix(2, d, 2), K = sampler.matrix(2, d, 2);
  const Offsets W = random_offsets(sampler, 2, d, 1);
  const auto grown = [m](std::size_t, std::size_t, const Rational& y) { return Rational(m) * y; };
  const bool exact =
      logits(entrywise(Q, grown), entrywise(K, grown), W, Rational(d)) == logits(Q, K, W, Rational(m * m));
  const Precision p(192);
  const std::size_t any = x.size("d");
  const Ball root = sqrt(sqrt(Ball(any), p), p);
  const Ball square = mul(pow(div(pow(root, 2, p), Ball(any), p), 2, p), Ball(any), p);
  return truth(exact) && less(abs(sub(square, Ball(1), p)), Ball(Rational::power_of_two(-150), p));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "equal over Q for d = 1 and 16; (sqrt(d)/d)^2 d = 1 to 2^-150 for any d");
}

const Registration registration({
    .id = "rope-scale-inverse-sqrt",
    .paper = "attest",
    .label = "1/sqrt(d) against 1/d, any W",
    .ledger = {"P0-23", "REV-P2-07", "REV-P2-30"},
    .statement = "Q_i W K_j^T/sqrt(d) = (d^{1/4} Q_i) W (d^{1/4} K_j)^T/d: attention with 1/sqrt(d) and bound B is "
                 "attention with 1/d and "
                 "bound d^{1/4} B.",
    .tex = "Q_i W K_j^\\top/\\sqrt d = (d^{1/4}Q_i)\\,W\\,(d^{1/4}K_j)^\\top/d",
    .hypotheses = {integer_parameter("m", "fourth root of d", 1, 2), integer_parameter("d", "any dimension", 1, 10'000),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
