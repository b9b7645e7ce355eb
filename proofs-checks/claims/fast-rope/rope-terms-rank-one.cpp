// REV-P2-20: A^{a,b} is not an outer product, general W.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// d = 1, Q = K = 1, W_k in {0, 1}.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 3; ++n)
    for_each_tuple(2 * n - 1, 0, 1, [&](const std::vector<long>& w) {
      const RationalMatrix m = toeplitz(rationals(w));
      return sweep(truth(rank(m) <= 1), [&] { return "n = " + std::to_string(n) + ", A = " + to_text(m); });
    });
  return sweep.verdict(Status::verified, "general W, d = 1, Q = K = 1, W_k in {0, 1}, n = 1, 2, 3, smallest first",
                       "rank at most 1 every time", {"rope-terms-toeplitz"});
}

const Registration registration({
    .id = "rope-terms-rank-one",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "review D: A^{a,b} as an outer product, general W",
    .ledger = {"REV-P2-20", "P2-12"},
    .statement = "For general W, A^{a,b} is an outer product of two vectors (rank at most 1).",
    .tex = "\\mathrm{rank}\\, A^{a,b} \\le 1",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
