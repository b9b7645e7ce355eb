// P2-30: a mask that depends on i - j costs no term.
#include "attention_masks.hpp"
#include "attention_terms.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Each N^(m) with its vector w masked; as many terms as before, and their sum is p(M) masked.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  const attention::Mask mask = random_toeplitz_mask(sampler);
  const RationalMatrix zero_one = matrix(mask, n);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, 1, 2);
  const Offsets W = random_offsets(sampler, n, d, 1);
  const polynomial::Polynomial p = random_polynomial(sampler, g);
  auto N = terms(p, summands(Q, K, W, Rational(d)), n);
  const std::size_t before = N.size();
  for (auto& t : N)
    for (std::size_t k = 0; k < t.w.size(); ++k)
      if (!mask.allows(static_cast<long>(k) - static_cast<long>(n) + 1)) t.w[k] = 0;
  bool diagonal = true;
  for (std::size_t i = 0; i < n; ++i) diagonal = diagonal && mask.sees(i, i);
  const RationalMatrix masked = hadamard(entrywise(p, logits(Q, K, W, Rational(d))), zero_one);
  const Product fast = multiply(N, V);
  return truth(!not_toeplitz(zero_one) && diagonal && fast.convolutions == before && fast.value == mul(masked, V));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(50), effort.seed, holds),
      "p(M) masked is the sum of as many rescaled Toeplitz matrices, exactly; every row keeps its diagonal");
}

const Registration registration({
    .id = "rope-mask-toeplitz",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "causal, sliding, dilated masks, any W",
    .ledger = {"P2-30", "REV-P2-34"},
    .statement =
        "A causal, sliding-window or dilated mask turns each term N^(m) into one rescaled Toeplitz matrix, so that "
        "number of terms and cost stay as they are; every row keeps its diagonal entry, so D > 0.",
    .tex = "p(M)\\circ\\mathrm{mask} = \\sum_m \\mathrm{diag}(u_m)\\,(T_m\\circ\\mathrm{mask})\\,\\mathrm{diag}(v_m)",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("d", "columns", 1, 2),
                   integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
