// REV-P2-24: what it costs to apply RoPE.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Multiplications counted: by planes, and by the full matrix R_i.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes");
  const attention::Rotary r = rational_rotary(sampler, d);
  const RationalMatrix X = sampler.matrix(n, d, 3);
  std::size_t by_planes = 0, by_matrix = 0;
  const auto counted = [](std::size_t& count, const Rational& a, const Rational& b) {
    ++count;
    return a * b;
  };
  bool same = true;
  for (std::size_t i = 0; i < n; ++i) {
    const RationalMatrix R = attention::relative_matrix(r, d, -static_cast<long>(i), RationalField{});
    for (const auto& plane : r.planes) {
      const auto [c, s] = attention::turn(plane, i, RationalField{});
      const Rational a = X.get(i, plane.first), b = X.get(i, plane.second);
      const Rational first = counted(by_planes, c, a) - counted(by_planes, s, b);
      const Rational second = counted(by_planes, s, a) + counted(by_planes, c, b);
      Rational full_first, full_second;
      for (std::size_t l = 0; l < d; ++l) {
        full_first += counted(by_matrix, R.get(plane.first, l), X.get(i, l));
        full_second += counted(by_matrix, R.get(plane.second, l), X.get(i, l));
      }
      same = same && first == full_first && second == full_second;
    }
  }
  return truth(same && by_planes == 2 * n * d && by_matrix == n * d * d);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
      "2 n d multiplications by planes, n d^2 by matrices, the same rows; at d = O(log n) the latter is O(n (log "
      "n)^2), and Theta(n^2 d) is the cost of attention itself: both sides are right");
}

const Registration registration({
    .id = "rope-rotation-cost",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "applying standard RoPE",
    .ledger = {"REV-P2-24"},
    .statement = "Applying standard RoPE to n rows takes 2nd multiplications, where full matrices take nd^2.",
    .tex = "2nd\\ \\text{against}\\ nd^2",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("planes", "d/2", 1, 4),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
