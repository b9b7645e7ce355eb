// P2-41: what rounding cos and sin to b bits does to the logits.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

using Turned = std::pair<Ball, Ball>;
const Precision p(256);

/// (c a - s b, s a + c b).
Turned turned(const Ball& c, const Ball& s, const Rational& a, const Rational& b) {
  return {sub(mul(c, Ball(a, p), p), mul(s, Ball(b, p), p), p), add(mul(s, Ball(a, p), p), mul(c, Ball(b, p), p), p)};
}
Ball product(const Turned& x, const Turned& y) { return add(mul(x.first, y.first, p), mul(x.second, y.second, p), p); }

/// |logit with rounded cos and sin - logit| <= B^2 (sqrt 2 2^-b + 2^(-2b-1)), standard angles.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t d = 2 * x.size("planes"), i = x.size("i"), j = x.size("j");
  const auto bits = static_cast<long>(x.size("b"));
  const Rational& B = x.rational("B");
  const attention::Rotary r = attention::standard_rotary(d, d, attention::Pairing::interleaved, 10'000);
  Ball change(0);
  for (const auto& plane : r.planes) {
    const Rational a = sampler.between(-B, B), b = sampler.between(-B, B);
    const Rational e = sampler.between(-B, B), f = sampler.between(-B, B);
    const auto [ci, si] = attention::turn(plane, i, BallField{p});
    const auto [cj, sj] = attention::turn(plane, j, BallField{p});
    const auto rounded = [&](const Ball& y) { return Ball(round_to_bits(y.midpoint(), bits), p); };
    const Ball exact = product(turned(ci, si, a, b), turned(cj, sj, e, f));
    const Ball near = product(turned(rounded(ci), rounded(si), a, b), turned(rounded(cj), rounded(sj), e, f));
    change = add(change, sub(near, exact, p), p);
  }
  const Ball unit(Rational::power_of_two(-bits), p);
  const Ball constant = add(mul(sqrt(Ball(2), p), unit, p), div(pow(unit, 2, p), Ball(2), p), p);
  const Ball slack(Rational::power_of_two(-150), p);
  return less_equal(div(abs(change), Ball(d), p), add(mul(Ball(B * B, p), constant, p), slack, p));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
      "never above B^2 (sqrt 2 2^-b + 2^(-2b-1)), which is at most 2 B^2 2^-b: O(log n) bits give 1/poly(n)");
}

const Registration registration({
    .id = "rope-rounded-angles",
    .paper = "attest",
    .label = "rounded angles, standard RoPE",
    .ledger = {"P2-41"},
    .statement =
        "Rounding every cos and sin to the nearest multiple of 2^-b changes a logit (R_i q).(R_j k)/d by at most B^2 "
        "(sqrt 2 2^-b + 2^{-2b-1}), whatever the position.",
    .tex = "|\\Delta s_{ij}| \\le B^2\\left(\\sqrt 2\\cdot 2^{-b} + 2^{-2b-1}\\right)",
    .hypotheses = {integer_parameter("planes", "d/2", 1, 4),
                   integer_parameter("i", "position of the query", 0, 1'000'000),
                   integer_parameter("j", "position of the key", 0, 1'000'000), integer_parameter("b", "bits", 1, 60),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), 8), seed_parameter()},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
