// P2-40: with W = I ARAttC is AAttC.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Equal logits over Q, hence equal problems.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const RationalMatrix Q = sampler.matrix(n, d, 3), K = sampler.matrix(n, d, 3);
  RationalMatrix unit(d, d);
  for (std::size_t l = 0; l < d; ++l) unit.set(l, l, 1);
  const RationalMatrix plain =
      entrywise(mul(Q, transpose(K)), [&](std::size_t, std::size_t, const Rational& s) { return s / Rational(d); });
  return truth(logits(
                   Q, K, [&](long) { return unit; }, Rational(d)) == plain);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
      "the logits are equal over Q, so the lower bound of AAttC carries over as it is; it says nothing on "
      "rotations");
}

const Registration registration({
    .id = "rope-identity-is-plain",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Theorem 6.2, W = I",
    .ledger = {"P2-40", "REV-P2-14", "REV-P2-22"},
    .statement = "With W_k = I for every k ARAttC is AAttC, with the same n, d, B and error.",
    .tex = "W_k = I \\implies Q_i W_{i-j} K_j^\\top/d = (QK^\\top/d)_{ij}",
    .hypotheses = {integer_parameter("n", "positions", 1, 6), integer_parameter("d", "columns", 1, 5),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
