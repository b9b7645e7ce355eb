// P2-41: standard RoPE attention of (R_i^-1 q_i, R_j^-1 k_j, V) is plain attention of (q, k, V).
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Equal logits over Q, both directions.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes");
  const attention::Rotary r = rational_rotary(sampler, d);
  const Offsets W = offsets(r, d);
  const RationalMatrix Q = sampler.matrix(n, d, 3), K = sampler.matrix(n, d, 3);
  const auto plain = [&](const RationalMatrix& q, const RationalMatrix& k) {
    return entrywise(mul(q, transpose(k)),
                     [&](std::size_t, std::size_t, const Rational& s) { return s / Rational(d); });
  };
  return truth(logits(turned(r, Q, Turn::back), turned(r, K, Turn::back), W, Rational(d)) == plain(Q, K) &&
               logits(Q, K, W, Rational(d)) == plain(turned(r, Q, Turn::forward), turned(r, K, Turn::forward)));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "the logits are equal over Q in both directions; the lower bound needs no more than this line");
}

const Registration registration({
    .id = "rope-standard-equals-plain",
    .paper = "attest",
    .label = "lower bound for standard RoPE",
    .ledger = {"P2-41", "REV-P2-17"},
    .statement =
        "With q_i = R_i^{-1} Q'_i and k_j = R_j^{-1} K'_j RoPE attention of (q, k, V) equals plain attention of (Q', "
        "K', V); with Q'_i = R_i q_i and K'_j = R_j k_j it does so the other way.",
    .tex = "\\mathrm{RoPEAtt}(R_i^{-1}Q'_i, R_j^{-1}K'_j, V) = \\mathrm{Att}(Q', K', V)",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("planes", "d/2", 1, 3),
                   seed_parameter()},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
