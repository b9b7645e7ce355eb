// REV-P2-09: the exponential of the entries neither makes nor breaks a circulant.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Every cyclic diagonal of C goes to one value under any function; and exp separates what differs, in balls.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  const RationalMatrix c = sampler.matrix(n, 1, 4);
  RationalMatrix C(n, n);
  C = entrywise(C, [&](std::size_t i, std::size_t j, const Rational&) { return c.get((i + n - j) % n, 0); });
  std::vector<Rational> any;
  for (std::size_t k = 0; k < 4; ++k) any.push_back(sampler.between(-2, 2));
  Truth all = truth(!not_circulant(C) && !not_circulant(entrywise(polynomial::Polynomial(any), C)));
  const Precision p(256);
  const RationalMatrix M = sampler.matrix(n, n, 4);  // as good as never circulant, n > 1
  if (const auto cells = not_circulant(M)) {
    const auto e = [&](const Pair& at) { return exp(Ball(M.get(at.first, at.second), p), p); };
    all = all && !equal(e(cells->first), e(cells->second));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "equal entries stay equal under any function, and unequal ones stay unequal under exp, in balls");
}

const Registration registration({
    .id = "rope-circulant-exp",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "circulant before and after exp",
    .ledger = {"REV-P2-09"},
    .statement = "M is circulant just where exp of its entries is: the exponent is no obstacle to M being circulant.",
    .tex = "M\\ \\text{circulant} \\iff \\exp(M)\\ \\text{circulant}",
    .hypotheses = {integer_parameter("n", "size", 1, 6), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
