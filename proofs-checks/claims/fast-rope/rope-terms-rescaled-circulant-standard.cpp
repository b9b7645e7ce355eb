// P2-10: the cosine block of standard RoPE is not even a rescaled circulant.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// cos theta = 3/5, and theta = 1 in balls; a rescaled circulant obeys the cyclic hexagons, over any field.
Verdict check(const Claim&, const Effort&) {
  const Rotation theta = turn(Rational(1, 2));
  Verdict v;
  for (std::size_t n = 2; n <= 12 && v.status != Status::refuted; ++n) {
    const RationalMatrix m = core(standard_family(n, {theta}), 0, 0);
    if (!breaks_a_hexagon(m)) continue;
    v.status = Status::refuted;
    v.witness = "cos theta = 3/5, n = " + std::to_string(n) + ": " + to_text(m);
    // For n = 3 all its hexagons say cos^2 theta = cos^2 2 theta.
    const Precision p(128);
    const Ball one = sin_cos(Ball(1), p).cos, two = sin_cos(Ball(2), p).cos;
    const Truth same = equal(mul(one, one, p), mul(two, two, p));
    v.evidence = "breaks a cyclic hexagon, so it is none over any field; theta = 1, n = 3: cos^2 1 = cos^2 2 is " +
                 std::string(to_text(same));
  }
  v.scope = "standard RoPE, cosine block, cos theta = 3/5 exactly, n = 2, 3, ...";
  v.repairs = {"rope-rescaled-circulant-criterion", "rope-terms-two-circulants"};
  if (v.status != Status::refuted) v.evidence = "no n up to 12 breaks a hexagon";
  return v;
}

const Registration registration({
    .id = "rope-terms-rescaled-circulant-standard",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Section 4: A^{a,b} is a rescaled circulant, standard RoPE",
    .ledger = {"P2-10", "REV-P2-25"},
    .statement = "For standard RoPE and every n the matrix cos((i-j) theta) is a rescaled circulant.",
    .tex = "(\\cos (i-j)\\theta)_{ij} = \\mathrm{diag}(u)\\, C\\, \\mathrm{diag}(v)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
