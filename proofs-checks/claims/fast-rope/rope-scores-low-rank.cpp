// P2-13: the scores of standard RoPE are Q' K'^T with rotated rows.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes");
  const auto planes = random_planes(sampler, d / 2);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2);
  RationalMatrix turned_q(n, d), turned_k(n, d);
  for (std::size_t i = 0; i < n; ++i) {
    const RationalMatrix r = transpose(rotation(planes, static_cast<long>(i)));  // rows: (R q)^T = q^T R^T
    const RationalMatrix q = mul(row(Q, i), r), k = mul(row(K, i), r);
    for (std::size_t l = 0; l < d; ++l) {
      turned_q.set(i, l, q.get(0, l));
      turned_k.set(i, l, k.get(0, l));
    }
  }
  const RationalMatrix m = scores(Q, standard_family(n, planes), K);
  return truth(m == mul(turned_q, transpose(turned_k)) && rank(m) <= d);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(40), effort.seed, holds),
                    "M = Q' K'^T exactly and rank M <= d over Q, every time, with n up to 9 and d = 2, 4");
}

const Registration registration({
    .id = "rope-scores-low-rank",
    .paper = "attest",
    .label = "standard RoPE scores have rank at most d",
    .ledger = {"P2-13", "REV-P2-08", "REV-P2-23", "REV-P2-37"},
    .statement =
        "For standard RoPE M = Q' K'^T with Q'_i = R_i q_i, K'_j = R_j k_j, so rank M <= d before exp, whatever n.",
    .tex = "q_i^\\top R_{j-i} k_j = (R_i q_i)^\\top (R_j k_j),\\quad \\mathrm{rank}\\, M \\le d",
    .hypotheses = {integer_parameter("n", "tokens", 1, 9), integer_parameter("planes", "d/2", 1, 2), seed_parameter()},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
