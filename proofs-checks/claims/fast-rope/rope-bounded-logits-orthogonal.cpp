// P2-03: for rotations the scores stay within B^2.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// In each plane |q^T R k| <= |q| |k| (squares compared) and |q|^2, |k|^2 <= 2 B^2; d/2 planes.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t planes = x.size("planes"), d = 2 * planes;
  const Rational& B = x.rational("B");
  const RationalMatrix q = sampler.matrix(1, d, B), k = sampler.matrix(1, d, B);
  const RationalMatrix r = rotation(random_planes(sampler, planes), static_cast<long>(sampler.below(9)) - 4);
  const Rational score = mul(mul(q, r), transpose(k)).get(0, 0);
  RationalMatrix ends(1, d);
  for (std::size_t l = 0; l < d; ++l) ends.set(0, l, sampler.below(2) == 0 ? B : -B);
  bool each = true;
  for (std::size_t l = 0; l < planes; ++l) {
    const auto at = [&](const RationalMatrix& m, std::size_t s) { return m.get(0, 2 * l + s); };
    Rational plane;
    for (const std::size_t a : {0U, 1U})
      for (const std::size_t b : {0U, 1U}) plane += at(q, a) * r.get(2 * l + a, 2 * l + b) * at(k, b);
    const Rational squares = (at(q, 0) * at(q, 0) + at(q, 1) * at(q, 1)) * (at(k, 0) * at(k, 0) + at(k, 1) * at(k, 1));
    each = each && plane * plane <= squares && squares <= Rational(4) * B * B * B * B;
  }
  return truth(each && abs(score) <= Rational(d) * B * B &&
               mul(ends, transpose(ends)).get(0, 0) == Rational(d) * B * B);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "Cauchy-Schwarz in every plane by exact squares, the sum within d B^2, attained, every time");
}

const Registration registration({
    .id = "rope-bounded-logits-orthogonal",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "bounded entries, standard RoPE",
    .ledger = {"P2-03", "P2-13"},
    .statement = "For standard RoPE |q^T R k| / d <= B^2 for |q|, |k| <= B entrywise, attained at R = I.",
    .tex = "|q^\\top R_{j-i} k| / d \\le B^2",
    .hypotheses = {rational_parameter("B", "entry bound of Q and K", Rational(1, 4), 4),
                   integer_parameter("planes", "d/2", 1, 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
