// P2-05: a circulant times a vector is a cyclic convolution.
#include <span>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/structured/convolution.hpp"
#include "rope_cells.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  std::vector<Rational> c, v;
  RationalMatrix column(n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    c.push_back(sampler.between(-3, 3));
    v.push_back(sampler.between(-3, 3));
    column.set(i, 0, v[i]);
  }
  const auto full = structured::convolve(std::span<const Rational>(c), std::span<const Rational>(v));
  RationalMatrix folded(n, 1);
  for (std::size_t k = 0; k < full.size(); ++k) folded.set(k % n, 0, folded.get(k % n, 0) + full[k]);
  return truth(folded == mul(circulant(c), column));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the folded convolution is the product, exactly, every time");
}

const Registration registration({
    .id = "rope-circulant-product",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Fact 3.3",
    .ledger = {"P2-05", "REV-P2-11"},
    .statement = "A circulant times a vector is the cyclic convolution of its first column with the vector: one "
                 "product of polynomials, folded once.",
    .tex = "(Cx)_i = \\sum_{j+k \\equiv i\\ (n)} c_k x_j",
    .hypotheses = {integer_parameter("n", "side", 1, 20), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
