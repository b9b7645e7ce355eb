// P2-06 after the repair P2-11: diag(u) T diag(v) x.
#include <span>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/structured/toeplitz.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  std::vector<Rational> w;
  for (std::size_t k = 0; k < 2 * n - 1; ++k) w.push_back(sampler.between(-3, 3));
  const RationalMatrix u = sampler.matrix(n, 1, 3), v = sampler.matrix(n, 1, 3), vector = sampler.matrix(n, 1, 3);
  std::vector<Rational> scaled;
  for (std::size_t i = 0; i < n; ++i) scaled.push_back(v.get(i, 0) * vector.get(i, 0));
  const auto fast =
      structured::multiply(structured::Toeplitz<Rational>(n, n, w), std::span<const Rational>(scaled), RationalField{});
  const RationalMatrix dense = mul(rescaled(u, 0, toeplitz(w), v, 0), vector);
  for (std::size_t i = 0; i < n; ++i)
    if (dense.get(i, 0) != u.get(i, 0) * fast[i]) return Truth::no;
  return Truth::yes;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "exactly the product of the definition, every time");
}

const Registration registration({
    .id = "rope-rescaled-product-toeplitz",
    .paper = "attest",
    .label = "Lemma 3.5, Toeplitz",
    .ledger = {"P2-06", "P2-11"},
    .statement = "diag(u) T diag(v) x with T Toeplitz is n multiplications, one convolution of 2n-1 with n numbers, n "
                 "multiplications.",
    .tex = "\\mathrm{diag}(u)\\, T\\, \\mathrm{diag}(v)\\, x = u \\circ (w * (v \\circ x))_{n-1 \\ldots 2n-2}",
    .hypotheses = {integer_parameter("n", "side", 1, 16), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
