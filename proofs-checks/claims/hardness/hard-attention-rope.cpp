// P2-40, P2-41: the hard instances under rotary positions.
#include "attest/attention/definition.hpp"
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

/// W = I is no turn at all: nothing is rounded but where float64 is exact.  Standard RoPE, turned back, keeps the
/// margin.
Truth holds(const Instance& x) {
  const auto gap = drawn(x, 2);
  const auto h = reduction::centred(gap);
  const std::size_t width = h.problem.q.cols();
  const auto plain = reduction::with_rotary(h, {});
  const auto r =
      reduction::with_rotary(h, attention::standard_rotary(width, width, attention::Pairing::interleaved, 10000));
  std::vector<std::size_t> rows(r.queries);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const BallMatrix y = attention::definition_rows(r.problem, rows, p, 1);
  const auto products = largest_products(gap);
  Truth all = truth(plain.perturbation.sign() == 0 && plain.tolerable == h.tolerable &&
                    r.growth * r.growth <= Rational(2) + Rational::power_of_two(-40) &&
                    r.tolerable >= h.tolerable * (Rational(1) - Rational::power_of_two(-30)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (products[i] >= gap.t) all = all && less_equal(Ball(r.yes_at_least, p), y.get(i, 0));
    if (products[i] <= gap.most_of_no()) all = all && less_equal(y.get(i, 0), Ball(r.no_at_most, p));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "float64 vectors, their rounding in the thresholds: less than 2^-30 of the tolerable error is "
                    "lost; entries grow by sqrt(2) at most");
}

const Registration registration({
    .id = "hard-attention-rope",
    .paper = "attest",
    .label = "lower bound for RoPE attention",
    .ledger = {"P2-40", "P2-41", "REV-P2-17"},
    .statement = "W = I is plain attention; for standard RoPE q_i = R_i^{-1} Q_i, k_j = R_j^{-1} K_j, rounded to "
                 "float64, decide Gap-MaxIP with a constant error.",
    .tex = "\\mathrm{RoPEAtt}(R_i^{-1}Q_i,R_j^{-1}K_j,V)=\\mathrm{Att}(Q,K,V)",
    .hypotheses = hypotheses(2, 0, 4),
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
