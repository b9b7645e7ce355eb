// P2-02: W_{i-j} = R_{j-i}, that is W_k = R_k^T.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// (R_i q) . (R_j k) against q^T R_{i-j}^T k, R_m written out from cos and sin of m times the angle.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t d = 2 * x.size("planes"), i = x.size("i"), j = x.size("j");
  const attention::Rotary r = rational_rotary(sampler, d);
  const RationalMatrix q = sampler.matrix(1, d, 3), k = sampler.matrix(1, d, 3);
  Rational both, relative;
  for (const auto& plane : r.planes) {
    const auto [ci, si] = attention::turn(plane, i, RationalField{});
    const auto [cj, sj] = attention::turn(plane, j, RationalField{});
    const auto [cm, sm] = attention::turn(plane, i > j ? i - j : j - i, RationalField{});
    const Rational s = i > j ? sm : -sm;
    const Rational q0 = q.get(0, plane.first), q1 = q.get(0, plane.second);
    const Rational k0 = k.get(0, plane.first), k1 = k.get(0, plane.second);
    both += (ci * q0 - si * q1) * (cj * k0 - sj * k1) + (si * q0 + ci * q1) * (sj * k0 + cj * k1);
    relative += q0 * (cm * k0 + s * k1) + q1 * (cm * k1 - s * k0);
  }
  const RationalMatrix w = attention::relative_matrix(r, d, offset(i, j), RationalField{});
  return truth(both == relative && mul(mul(q, w), transpose(k)).get(0, 0) == both);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "(R_i q).(R_j k) = q^T R_{i-j}^T k exactly, every time");
}

const Registration registration({
    .id = "rope-sign-convention",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "W_{i-j} against R_{j-i}, RoPE",
    .ledger = {"P2-01", "P2-02"},
    .statement = "RoPE's score (R_i q).(R_j k) is q^T W_{i-j} k with W_k = R_{-k} = R_k^T.",
    .tex = "(R_i q)^\\top (R_j k) = q^\\top R_{j-i}\\, k,\\quad W_{i-j} = R_{j-i} = R_{i-j}^\\top",
    .hypotheses = {integer_parameter("planes", "d/2", 1, 3), integer_parameter("i", "position of the query", 0, 9),
                   integer_parameter("j", "position of the key", 0, 9), seed_parameter()},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
