// P2-30: a block-local mask, block by block.
#include "attention_masks.hpp"
#include "attention_terms.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

RationalMatrix rows(const RationalMatrix& a, std::size_t first, std::size_t count) {
  RationalMatrix out(count, a.cols());
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) out.set(i, j, a.get(first + i, j));
  return out;
}

/// Every block has its own sum of rescaled Toeplitz matrices, C(|S|+g, g) of them, with the same W.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g"), b = 1 + sampler.below(n);
  attention::Mask mask;
  mask.block = b;
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, 1, 2);
  const Offsets W = random_offsets(sampler, n, d, 1);
  const polynomial::Polynomial p = random_polynomial(sampler, g);
  const RationalMatrix expected = mul(hadamard(entrywise(p, logits(Q, K, W, Rational(d))), matrix(mask, n)), V);
  bool same = true;
  for (std::size_t first = 0; first < n; first += b) {
    const std::size_t size = std::min(b, n - first);
    const auto A = summands(rows(Q, first, size), rows(K, first, size), W, Rational(d));
    same = same && multiply(terms(p, A, size), rows(V, first, size)).value == rows(expected, first, size);
  }
  return truth(same);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(50), effort.seed, holds),
                    "each block multiplied by its own convolutions gives p(M) masked, exactly, every time");
}

const Registration registration({
    .id = "rope-mask-block-local-blocks",
    .paper = "attest",
    .label = "block-local mask by blocks, any W",
    .ledger = {"P2-30", "REV-P2-34"},
    .statement =
        "With a block-local mask p(M) is block diagonal, and each block is a sum of rescaled Toeplitz matrices with "
        "the same W, so that the convolutions have the length of a block.",
    .tex = "p(M)\\circ\\mathrm{mask} = \\bigoplus_t \\sum_m N^{(m)}_t",
    .hypotheses = {integer_parameter("n", "positions", 1, 6), integer_parameter("d", "columns", 1, 2),
                   integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
