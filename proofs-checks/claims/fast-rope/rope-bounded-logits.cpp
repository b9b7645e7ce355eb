// P2-03: the scores are bounded by the size of the support.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t d = x.size("d");
  const Rational &B = x.rational("B"), &w = x.rational("w");
  std::size_t support = 0;
  RationalMatrix W(d, d), all(d, d), ones(1, d);
  for (std::size_t a = 0; a < d; ++a) {
    ones.set(0, a, B);
    for (std::size_t b = 0; b < d; ++b) {
      if (sampler.below(2) == 0) continue;
      ++support;
      W.set(a, b, sampler.between(-w, w));
      all.set(a, b, w);
    }
  }
  const Rational bound = Rational(support) * w * B * B;
  const Rational q = mul(mul(sampler.matrix(1, d, B), W), transpose(sampler.matrix(1, d, B))).get(0, 0);
  return truth(abs(q) <= bound && mul(mul(ones, all), transpose(ones)).get(0, 0) == bound);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "within the bound, and equal to it where all entries are largest, every time");
}

const Registration registration({
    .id = "rope-bounded-logits",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "bounded entries, general W",
    .ledger = {"P2-03"},
    .statement =
        "If |Q|, |K| <= B and |W| <= w entrywise with support S, then |Q_i W_k K_j^T| / d <= |S| w B^2 / d, attained.",
    .tex = "|Q_i W_k K_j^\\top| / d \\le |S|\\, \\|W_k\\|_{\\max}\\, B^2 / d",
    .hypotheses = {rational_parameter("B", "entry bound of Q and K", Rational(1, 4), 4),
                   rational_parameter("w", "entry bound of W", Rational(1, 4), 4),
                   integer_parameter("d", "dimension", 1, 8), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
