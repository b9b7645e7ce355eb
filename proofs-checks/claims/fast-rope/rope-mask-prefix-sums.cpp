// P2-30: a causal mask on the low-rank route of standard RoPE: prefix sums.
#include "attention_masks.hpp"
#include "attest/lowrank/factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// The logits of RoPE are (R_i q_i).(R_j k_j), so p of them is U1 U2^T; row i of the masked product is U1_i times the
/// running sum of U2_j^T v_j over j <= i: r additions a position.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes"), g = x.size("g");
  const attention::Rotary rotary = rational_rotary(sampler, d);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, 1, 2);
  std::vector<Rational> c;
  for (std::size_t k = 0; k <= g; ++k) c.push_back(sampler.between(-2, 2));
  const polynomial::Polynomial p(std::move(c));
  attention::Mask causal;
  causal.causal = true;
  const RationalMatrix weights = hadamard(entrywise(p, logits(Q, K, offsets(rotary, d), 1)), matrix(causal, n));
  const RationalMatrix exact = mul(weights, V);
  const auto f = lowrank::factor(p, turned(rotary, Q, Turn::forward), turned(rotary, K, Turn::forward));
  std::vector<Rational> running(f.u2.cols());
  bool same = true;
  for (std::size_t i = 0; i < n; ++i) {
    Rational y;
    for (std::size_t r = 0; r < running.size(); ++r) {
      running[r] += f.u2.get(i, r) * V.get(i, 0);
      y += f.u1.get(i, r) * running[r];
    }
    same = same && y == exact.get(i, 0);
  }
  return truth(same);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(40), effort.seed, holds),
                    "running sums of the thin factors give p(M) under the causal mask, exactly, every time");
}

const Registration registration({
    .id = "rope-mask-prefix-sums",
    .paper = "attest",
    .label = "causal mask by prefix sums, standard RoPE",
    .ledger = {"P2-30", "REV-P2-34"},
    .statement = "For standard RoPE a causal mask costs no convolution: with thin factors of r columns p(M) masked is "
                 "multiplied by v in O(nr) by prefix sums.",
    .tex = "y_i = U_{1,i}\\sum_{j\\le i} U_{2,j}^\\top v_j",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("planes", "d/2", 1, 2),
                   integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
