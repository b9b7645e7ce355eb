// P2-10: C^{a,b} is Toeplitz, and not circulant in general.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// d = 1, so that W_k is a number; all of 0 and 1, n = 1 first.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 3; ++n)
    for_each_tuple(2 * n - 1, 0, 1, [&](const std::vector<long>& w) {
      const RationalMatrix m = toeplitz(rationals(w));
      return sweep(truth(is_circulant(m)), [&] { return "n = " + std::to_string(n) + ", d = 1, C = " + to_text(m); });
    });
  Verdict v = sweep.verdict(Status::verified, "general W, d = 1, W_k in {0, 1}, n = 1, 2, 3, smallest first",
                            "circulant every time", {"rope-terms-toeplitz"});
  if (v.status == Status::refuted) v.evidence += ": C_10 = W_1 and C_01 = W_{-1} are free of each other";
  return v;
}

const Registration registration({
    .id = "rope-terms-circulant",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Section 4: C^{a,b} is a circulant",
    .ledger = {"P2-10", "REV-P2-01", "REV-P2-25", "REV-P2-27"},
    .statement = "For general W every C^{a,b}_ij = (W_{i-j})_ab is a circulant matrix.",
    .tex = "C^{a,b}_{ij} = (W_{i-j})_{ab} \\text{ is circulant}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
