// P2-06: diag(u) C diag(v) x is two scalings and a cyclic convolution.
#include <span>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/structured/convolution.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  std::vector<Rational> w;
  for (std::size_t k = 0; k < n; ++k) w.push_back(sampler.between(-3, 3));
  const RationalMatrix u = sampler.matrix(n, 1, 3), v = sampler.matrix(n, 1, 3), vector = sampler.matrix(n, 1, 3);
  std::vector<Rational> scaled;
  for (std::size_t i = 0; i < n; ++i) scaled.push_back(v.get(i, 0) * vector.get(i, 0));
  const auto full = structured::convolve(std::span<const Rational>(w), std::span<const Rational>(scaled));
  std::vector<Rational> fast(n);
  for (std::size_t k = 0; k < full.size(); ++k) fast[k % n] += full[k];
  const RationalMatrix dense = mul(rescaled(u, 0, circulant(w), v, 0), vector);
  for (std::size_t i = 0; i < n; ++i)
    if (dense.get(i, 0) != u.get(i, 0) * fast[i]) return Truth::no;
  return Truth::yes;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "exactly the product of the definition, every time");
}

const Registration registration({
    .id = "rope-rescaled-product",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemmas 3.4 and 3.5",
    .ledger = {"P2-06"},
    .statement =
        "diag(u) C diag(v) x with C circulant is n multiplications, one cyclic convolution, n multiplications.",
    .tex = "\\mathrm{diag}(u)\\, C\\, \\mathrm{diag}(v)\\, x = u \\circ (c * (v \\circ x))",
    .hypotheses = {integer_parameter("n", "side", 1, 16), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
