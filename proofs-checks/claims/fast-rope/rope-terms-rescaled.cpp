// P2-09: each term is diag(Q_a) C^{a,b} diag(K_b), for general W.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const Family w = random_family(sampler, n, d);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2);
  const std::size_t a = sampler.below(d), b = sampler.below(d);
  RationalMatrix left(n, n), right(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    left.set(i, i, Q.get(i, a));
    right.set(i, i, K.get(i, b));
  }
  const RationalMatrix product = mul(mul(left, core(w, a, b)), right);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (product.get(i, j) != Q.get(i, a) * w.at(i, j).get(a, b) * K.get(j, b)) return Truth::no;
  return Truth::yes;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the product of the three matrices has the entries Q_ia (W_{i-j})_ab K_jb, exactly, every time");
}

const Registration registration({
    .id = "rope-terms-rescaled",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Definition 4.7, Claims 4.8 and 4.9",
    .ledger = {"P2-09"},
    .statement =
        "A^{a,b} = diag(column a of Q) C^{a,b} diag(column b of K) with C^{a,b}_ij = (W_{i-j})_ab, for every W.",
    .tex = "A^{a,b} = \\mathrm{diag}(Q_{*a})\\, C^{a,b}\\, \\mathrm{diag}(K_{*b})",
    .hypotheses = {integer_parameter("n", "tokens", 1, 6), integer_parameter("d", "dimension", 1, 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
