// P2-28: linear attention with RoPE is a convolution, and the same algorithm as P2-09.
#include "attention_terms.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// sum_j (q_i W_{i-j} k_j) v_j = q_i . sum_j W_{i-j} (k_j v_j): |S| convolutions, against diag Toeplitz diag with the
/// same |S| convolutions, against the definition.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes");
  const Offsets W = offsets(rational_rotary(sampler, d), d);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, 1, 2);
  std::vector<Rational> y(n);
  std::size_t convolutions = 0;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b) {
      if (a / 2 != b / 2) continue;
      std::vector<Rational> w, kv;
      for (std::size_t t = 0; t + 1 < 2 * n; ++t) w.push_back(W(offset(t, n - 1)).get(a, b));
      for (std::size_t j = 0; j < n; ++j) kv.push_back(K.get(j, b) * V.get(j, 0));
      const auto full = structured::convolve(std::span<const Rational>(w), std::span<const Rational>(kv));
      ++convolutions;
      for (std::size_t i = 0; i < n; ++i) y[i] += Q.get(i, a) * full[i + n - 1];
    }
  const Product rescaled = multiply(summands(Q, K, W, 1), V);
  const RationalMatrix exact = mul(logits(Q, K, W, 1), V);
  bool same = rescaled.value == exact && convolutions == rescaled.convolutions;
  for (std::size_t i = 0; i < n; ++i) same = same && y[i] == exact.get(i, 0);
  return truth(same);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "convolutions of W with k_j v_j, diag Toeplitz diag and the definition agree exactly; 2d "
                    "convolutions either way, every time");
}

const Registration registration({
    .id = "rope-linear-convolution",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "linear attention, RoPE",
    .ledger = {"P2-28", "REV-P2-12", "REV-P2-37"},
    .statement =
        "In linear attention with RoPE sum_j q_i^T R_{j-i} k_j v_j is q_i times a convolution, |S| of them in all, "
        "and this is the product of the |S| rescaled Toeplitz matrices with v.",
    .tex = "\\sum_j q_i^\\top R_{j-i} k_j v_j = q_i^\\top (R_{-\\cdot} * kv)_i",
    .hypotheses = {integer_parameter("n", "positions", 2, 6), integer_parameter("planes", "d/2", 1, 2),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
