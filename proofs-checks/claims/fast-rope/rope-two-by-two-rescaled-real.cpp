// P2-10: n = 2 over R.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_criterion.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// A rescaled circulant has M_00 M_11 M_01 M_10 = (u_0 u_1 v_0 v_1 c_0 c_1)^2: over R not negative.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  bool sign = true;
  for (const long w0 : {1L, -1L})
    for (const long above : {1L, -1L, 2L})
      for (const long below : {1L, -1L, 2L}) {
        const RationalMatrix m = toeplitz({above, w0, below});
        const Truth found = structured::recognise_rescaled_circulant(m, structured::Field::real).holds;
        sign = sign && found == truth(above * below > 0);
        sweep(found, [&] { return to_text(m); });
      }
  Verdict v = sweep.verdict(Status::verified, "2 x 2 Toeplitz, entries 1, -1, 2", "all are",
                            {"rope-rescaled-circulant-criterion-real", "rope-two-by-two-rescaled"});
  if (v.status == Status::refuted && sign) v.evidence += ": it takes w(1) w(-1) > 0";
  return v;
}

const Registration registration({
    .id = "rope-two-by-two-rescaled-real",
    .paper = "attest",
    .label = "n = 2 over R",
    .ledger = {"P2-10"},
    .statement = "Every 2 x 2 Toeplitz matrix without zeros is a rescaled circulant over R.",
    .tex = "n = 2,\\ T_{ij} \\ne 0 \\implies T = D_u C D_v \\text{ over } \\mathbb{R}",
    .hypotheses = {},
    .proof = "theory/structured.md",
    .check = check,
});

}  // namespace
