// P2-14: for standard RoPE the scores keep rank at most d.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// rank <= d however Q and K are chosen, if W_{i-j} = R_i^T R_j for all i and j: M = (R_i q_i)_i . (R_j k_j)_j^T.
Truth factors(std::size_t n, const std::vector<Rotation>& planes) {
  const Family w = standard_family(n, planes);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (!(w.at(i, j) ==
            mul(transpose(rotation(planes, static_cast<long>(i))), rotation(planes, static_cast<long>(j)))))
        return Truth::no;
  return Truth::yes;
}

/// The claim fails where the matrices factor: then no Q, K exceed rank d.
Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(30), effort.seed,
                                [](const Instance& x) {
                                  Sampler sampler(x.size("seed"));
                                  return factors(x.size("n"), random_planes(sampler, x.size("planes")));
                                }),
                         "");
  if (v.status != Status::verified) {
    v.status = Status::undecided;
    v.evidence = "W_{i-j} = R_i^T R_j " + v.evidence;
    return v;
  }
  Sampler sampler(1);
  const auto planes = random_planes(sampler, 1);
  const RationalMatrix Q = sampler.matrix(3, 2, 2), K = sampler.matrix(3, 2, 2);
  const RationalMatrix m = scores(Q, standard_family(3, planes), K);
  v.status = Status::refuted;
  v.witness = "every Q, K, since W_{i-j} = R_i^T R_j; e.g. n = 3, d = 2: M = " + to_text(m) + " of rank " +
              std::to_string(rank(m));
  v.evidence = "W_{i-j} = R_i^T R_j exactly in every instance, so M = Q' K'^T and rank M <= d for all Q, K";
  v.repairs = {"rope-scores-low-rank", "rope-full-rank-general"};
  return v;
}

const Registration registration({
    .id = "rope-full-rank-standard",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "lines 182-188: no longer needs to have low rank, standard RoPE",
    .ledger = {"P2-14", "P2-13", "REV-P2-08", "REV-P2-20", "REV-P2-23"},
    .statement = "In standard RoPE attention the matrix that exp is applied to no longer has low rank (at most d) like "
                 "Q K^T, so that the previous techniques fundamentally cannot apply.",
    .tex = "\\exists\\, Q, K:\\ \\mathrm{rank}\\,(Q_i R_{j-i} K_j^\\top)_{ij} > d",
    .hypotheses = {integer_parameter("n", "tokens", 3, 9), integer_parameter("planes", "d/2", 1, 2), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
