// REV-P2-20: nor is it one for standard RoPE, where its rank is at most 2.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// cos theta = 3/5, Q = K = 1.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 6; ++n)
    for (const std::size_t b : {0U, 1U}) {
      const RationalMatrix m = core(standard_family(n, {turn(Rational(1, 2))}), 0, b);
      sweep(truth(rank(m) <= 1),
            [&] { return std::string(b == 0 ? "C^{1,1} = " : "C^{1,2} = ") + to_text(m) + ", cos theta = 3/5"; });
    }
  return sweep.verdict(Status::verified, "standard RoPE, cos theta = 3/5, Q = K = 1, n = 1 .. 6, smallest first",
                       "rank at most 1 every time", {"rope-terms-two-circulants"});
}

const Registration registration({
    .id = "rope-terms-rank-one-standard",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "review D: A^{a,b} as an outer product, standard RoPE",
    .ledger = {"REV-P2-20", "P2-12"},
    .statement = "For standard RoPE, A^{a,b} is an outer product of two vectors (rank at most 1).",
    .tex = "\\mathrm{rank}\\, A^{a,b} \\le 1 \\text{ for } W_{i-j} = R_{j-i}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
