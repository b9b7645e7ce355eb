// P2-30: a block-local mask is no Toeplitz matrix.
#include "attention_masks.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  const std::string scope = "n <= 8, blocks of b < n, smallest first; over any field";
  for (std::size_t n = 2; n <= 8; ++n)
    for (std::size_t b = 1; b < n; ++b) {
      attention::Mask mask;
      mask.block = b;
      const RationalMatrix m = matrix(mask, n);
      if (const auto broken = broken_diagonal(m, Diagonal::plain))
        return refuted(scope, "n = " + std::to_string(n) + ", blocks of " + std::to_string(b) + ": " + to_text(m),
                       *broken, {"rope-mask-block-local-blocks"});
    }
  return undecided(scope, "no block-local mask up to n = 8 breaks a diagonal");
}

const Registration registration({
    .id = "rope-mask-block-local",
    .paper = "attest",
    .label = "block-local mask as a rescaled Toeplitz matrix",
    .ledger = {"P2-30", "REV-P2-34"},
    .statement = "A block-local mask, 1 where i and j lie in the same block, is a rescaled Toeplitz matrix.",
    .tex = "[\\lfloor i/b\\rfloor = \\lfloor j/b\\rfloor]_{ij} = \\mathrm{diag}(u)\\,T\\,\\mathrm{diag}(v)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
