// P2-21: products of powers of rescaled Toeplitz matrices are rescaled Toeplitz matrices.
#include "attention_terms.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// prod_l (A^l)^{m_l}, entry by entry, is diag(prod u^m) T(prod w^m) diag(prod v^m); one convolution multiplies by it.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, 1, 2);
  const auto A = summands(Q, K, random_offsets(sampler, n, d, 1), Rational(d));
  Rescaled product{std::vector<Rational>(n, 1), std::vector<Rational>(2 * n - 1, 1), std::vector<Rational>(n, 1)};
  RationalMatrix entries = product.matrix();
  for (const auto& a : A)
    for (std::size_t power = sampler.below(3); power > 0; --power) {
      product = hadamard(product, a);
      entries = hadamard(entries, a.matrix());
    }
  return truth(product.matrix() == entries && multiply({product}, V).value == mul(entries, V));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the vectors multiply, and one convolution gives the product with a vector, exactly, every time");
}

const Registration registration({
    .id = "rope-hadamard-terms-fast",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemma 5.1 with Toeplitz for circulant, any W",
    .ledger = {"P2-21"},
    .statement =
        "An entrywise product of powers of the A^{l1,l2} is a rescaled Toeplitz matrix whose three vectors are the "
        "products of theirs, so that one convolution multiplies by it.",
    .tex = "\\prod_\\ell (A^\\ell)^{\\circ m_\\ell} = \\mathrm{diag}(u)\\,T\\,\\mathrm{diag}(v)",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("d", "columns", 1, 3),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
