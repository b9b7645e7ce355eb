// REV-P2-04: how the error passes from layer to layer.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

RationalMatrix rounded(const BallMatrix& a, long bits) {
  RationalMatrix out(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) out.set(i, j, round_to_bits(a.get(i, j).midpoint(), bits));
  return out;
}

/// Q = K = V = X, RoPE, |X| <= B: one chain rounded to 2^-150, one to 2^-8.  |ds| <= 2 B e, so the weights move by 2 B
/// e in the 1-norm and the output by e + 2 B^2 e.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes");
  const Rational B(x.size("b"), 8), eps = Rational::power_of_two(-8), lip = Rational(1) + Rational(2) * B * B;
  const Precision p(192);
  const Offsets W = offsets(rational_rotary(sampler, d), d);
  RationalMatrix exact = sampler.matrix(n, d, B), near = exact;
  Rational bound;
  bool held = true;
  for (std::size_t l = 0; l < 4; ++l) {
    exact = rounded(attend(logits(exact, exact, W, Rational(d)), exact, p), 150);
    near = rounded(attend(logits(near, near, W, Rational(d)), near, p), 8);
    bound = lip * bound + eps + Rational::power_of_two(-100);
    const RationalMatrix difference =
        entrywise(exact, [&](std::size_t i, std::size_t j, const Rational& y) { return y - near.get(i, j); });
    held = held && largest(difference) <= bound && largest(near) <= B;
  }
  return truth(held);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(25), effort.seed, holds),
                    "over 4 layers, each off by 2^-8, never above e' = (1 + 2 B^2) e + 2^-8; entries stay within B");
}

const Registration registration({
    .id = "rope-layers-error",
    .paper = "attest",
    .label = "error across layers, RoPE",
    .ledger = {"REV-P2-04"},
    .statement =
        "Over attention layers with Q = K = V = X and standard RoPE, logits divided by d, entries at most B, the error "
        "obeys e_{l+1} <= (1 + 2B^2) e_l + eps, and the entries stay at most B.",
    .tex = "e_{\\ell+1} \\le (1 + 2B^2)\\,e_\\ell + \\varepsilon",
    .hypotheses = {integer_parameter("n", "positions", 1, 4), integer_parameter("planes", "d/2", 1, 2),
                   integer_parameter("b", "8 B", 1, 16), seed_parameter()},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
