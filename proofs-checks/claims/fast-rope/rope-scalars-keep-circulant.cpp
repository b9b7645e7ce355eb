// P2-15: with d = 1, multiplying by Q and K does change whether M is circulant.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 2; ++n)
    for_each_tuple(2 * n, 1, 2, [&](const std::vector<long>& x) {
      RationalMatrix Q(n, 1), K(n, 1);
      for (std::size_t i = 0; i < n; ++i) Q.set(i, 0, x[i]), K.set(i, 0, x[n + i]);
      const RationalMatrix m = rescaled(Q, 0, circulant(std::vector<Rational>(n, 1)), K, 0);
      return sweep(truth(is_circulant(m)),
                   [&] { return "Q = " + to_text(Q) + ", K = " + to_text(K) + ", W = 1: M = " + to_text(m); });
    });
  return sweep.verdict(Status::verified, "d = 1, W = 1, Q and K in {1, 2}, n = 1, 2, smallest first",
                       "circulant every time", {"rope-any-circulant", "rope-terms-rescaled"});
}

const Registration registration({
    .id = "rope-scalars-keep-circulant",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "sE6r: for d = 1 multiplying by Q and K does not change that M is circulant",
    .ledger = {"P2-15", "REV-P2-05", "REV-P2-26"},
    .statement = "For d = 1 and W_{i-j} circulant, M is circulant whatever Q and K without zeros are.",
    .tex = "d = 1,\\ (W_{i-j}) \\text{ circulant} \\implies M \\text{ circulant}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
