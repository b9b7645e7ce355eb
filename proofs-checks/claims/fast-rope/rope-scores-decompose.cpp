// P2-08: the scores are the sum of their terms, for general W.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Both sides are linear in q, in W and in k: the unit vectors and unit matrices decide every entry, whatever n is.
Truth entry_identity(std::size_t d) {
  for (std::size_t p = 0; p < d; ++p)
    for (std::size_t r = 0; r < d; ++r)
      for (std::size_t a = 0; a < d; ++a)
        for (std::size_t b = 0; b < d; ++b) {
          RationalMatrix q(1, d), k(1, d);
          q.set(0, p, 1);
          k.set(0, r, 1);
          Family w{1, d, {RationalMatrix(d, d)}};
          w.w[0].set(a, b, 1);
          Rational sum;
          for (std::size_t x = 0; x < d; ++x)
            for (std::size_t y = 0; y < d; ++y) sum += rescaled(q, x, core(w, x, y), k, y).get(0, 0);
          if (sum != scores(q, w, k).get(0, 0)) return Truth::no;
        }
  return Truth::yes;
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  Family w = random_family(sampler, n, d);
  std::vector<std::pair<std::size_t, std::size_t>> support;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b) {
      if (sampler.below(3) != 0) {
        support.emplace_back(a, b);
        continue;
      }
      for (auto& m : w.w) m.set(a, b, 0);
    }
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2);
  RationalMatrix sum(n, n);
  for (const auto& [a, b] : support) {
    const RationalMatrix term = rescaled(Q, a, core(w, a, b), K, b);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) sum.set(i, j, sum.get(i, j) + term.get(i, j));
  }
  return truth(sum == scores(Q, w, K));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 5; ++d) sweep(entry_identity(d), [&] { return "d = " + std::to_string(d); });
  const Verdict entries = sweep.verdict(Status::verified, "", "");
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(40), effort.seed, holds),
                         "exact every time; every entry with d <= 5 follows from unit vectors and unit matrices, the "
                         "entry being linear in q, W and k");
  return entries.status == Status::verified ? v : entries;
}

const Registration registration({
    .id = "rope-scores-decompose",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Section 4, M as a sum of terms",
    .ledger = {"P2-08"},
    .statement = "For every W with supports in S the scores M_ij = Q_i W_{i-j} K_j^T are the sum over (a, b) in S of "
                 "A^{a,b}_ij = Q_ia (W_{i-j})_ab K_jb.",
    .tex = "Q_i W_{i-j} K_j^\\top = \\sum_{(a,b) \\in S} Q_{ia} (W_{i-j})_{ab} K_{jb}",
    .hypotheses = {integer_parameter("n", "tokens", 1, 5), integer_parameter("d", "dimension", 1, 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
