// P2-25: how many convolutions the algorithm makes.
#include "attention_terms.hpp"
#include "attest/count/ranks.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// p(M) [V 1] by convolutions, counted; |S| = 2d for RoPE, n > 1.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes"), g = x.size("g"), dv = x.size("dv");
  const Offsets W = offsets(rational_rotary(sampler, d), d);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, dv, 2);
  RationalMatrix V1(n, dv + 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t c = 0; c < dv; ++c) V1.set(i, c, V.get(i, c));
    V1.set(i, dv, 1);
  }
  const polynomial::Polynomial p = random_polynomial(sampler, g);
  const Product fast = multiply(terms(p, summands(Q, K, W, Rational(d)), n), V1);
  const Integer expected = count::rope_terms(static_cast<long>(2 * d), static_cast<long>(g)) * Integer(dv + 1);
  return truth(fast.value == mul(entrywise(p, logits(Q, K, W, Rational(d))), V1) &&
               Integer(fast.convolutions) == expected);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(25), effort.seed, holds),
                    "C(2d+g, g) (dv+1) convolutions of length n, counted, and the exact p(M) [V 1], every time");
}

const Registration registration({
    .id = "rope-time",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Theorem 5.3, number of convolutions, RoPE",
    .ledger = {"P2-25"},
    .statement = "The sum of rescaled Toeplitz matrices multiplies p(M) by [V 1] with |M| (dv + 1) convolutions, |M| = "
                 "C(|S|+g, g).",
    .tex = "|\\mathcal M|\\,(d_v+1)\\ \\text{convolutions},\\quad |\\mathcal M| = \\binom{|S|+g}{g}",
    .hypotheses = {integer_parameter("n", "positions", 2, 4), integer_parameter("planes", "d/2", 1, 2),
                   integer_parameter("g", "degree", 0, 3), integer_parameter("dv", "columns of V", 1, 2),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
