// REV-P2-25: equal entries along every diagonal make a matrix Toeplitz, not circulant.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// All 0/1 matrices, the smallest first.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 3; ++n)
    for_each_tuple(n * n, 0, 1, [&](const std::vector<long>& x) {
      RationalMatrix m(n, n);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) m.set(i, j, x[i * n + j]);
      return !is_toeplitz(m) || sweep(truth(is_circulant(m)), [&] { return to_text(m); });
    });
  return sweep.verdict(Status::verified, "0/1 matrices with constant diagonals, n = 1, 2, 3, smallest first",
                       "circulant every time", {"rope-circulant-definition", "rope-terms-toeplitz"});
}

const Registration registration({
    .id = "rope-diagonals-make-circulant",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "reply on item 6: an easy way to spot a circulant",
    .ledger = {"P2-10", "REV-P2-06", "REV-P2-25", "REV-P2-27"},
    .statement = "A matrix whose entries depend only on i-j, so that all the entries along any diagonal are the same, "
                 "is circulant.",
    .tex = "M_{ij} = w_{i-j} \\implies M \\text{ circulant}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
