// P1-10: the sharp constant for every order: half the spread of the products of values.
#include "tensor_normalization.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Values in random ranges [l_a, u_a]: within product_range's half-spread times the constant.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const Rational& eps = x.rational("eps");
  std::vector<attention::ValueRange> ranges;
  for (std::size_t a = 1; a < x.size("k"); ++a) {
    const Rational p = sampler.between(-3, 3), q = sampler.between(-3, 3);
    ranges.push_back({min(p, q), max(p, q)});
  }
  const Row r = random_row(sampler, x.size("n"), ranges);
  const attention::ValueRange all = attention::product_range(ranges);
  Truth inside = Truth::yes;
  for (std::size_t t = 0; t < r.row.v.rows(); ++t)
    inside = inside && truth(all.low <= r.row.v.get(t, 0) && r.row.v.get(t, 0) <= all.high);
  const Precision p(256);
  const Ball bound = add(mul(Ball(all.half_spread(), p), attention::normalization_constant(eps, p), p),
                         Ball(Rational::power_of_two(-200), p), p);
  return inside && less(Ball(worst_error(r.row, eps), p), bound);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  std::size_t tried = 0, attained = 0;
  for (std::size_t k = 2; k <= 5; ++k)
    for (const Rational& t : {Rational(1, 3), Rational(1, 2), Rational(1, 7), Rational(1, 100)}) {
      const Rational eps = pythagorean(t), B(3, 2);
      // c(eps) = 2 (1 - sqrt(1 - eps^2)) / eps = 2 t exactly.
      ++tried;
      if (error_of(attention::extremal_instance(eps, k, B).row) == pow(B, static_cast<long>(k) - 1) * Rational(2) * t)
        ++attained;
    }
  if (attained < tried) {
    v.status = Status::undecided;
    v.evidence = "the extremal rows miss the constant";
    return v;
  }
  v.evidence = "never exceeded to 2^-200; attained exactly, as a rational number, by all " + std::to_string(attained) +
               " extremal rows of orders 2 to 5: " + described(attention::extremal_instance(Rational(3, 5), 3, 2)) +
               " at eps = 3/5, B = 2";
  return v;
}

const Registration registration({
    .id = "tensor-normalization-sharp",
    .paper = "attest",
    .label = "sharp normalization constant, order k",
    .ledger = {"P1-10", "P0-13"},
    .statement = "If |A~ - A| <= eps A and the products of values lie in [v1, v2], the error after the division is at "
                 "most (v2 - v1)/2 * 2(1 - sqrt(1 - eps^2))/eps, and this is attained; for entries up to B in order k "
                 "(v2 - v1)/2 is B^{k-1}, attained by V1 = (B, -B), V2 = .. = (B, B).",
    .tex = "\\sup = \\frac{v_2-v_1}{2}\\cdot\\frac{2(1-\\sqrt{1-\\varepsilon^2})}{\\varepsilon},\\quad "
           "\\frac{v_2-v_1}{2} = B^{k-1}",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows of each V", 1, 2),
                   rational_parameter("eps", "relative error", Rational(1, 100), Rational(99, 100)), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
