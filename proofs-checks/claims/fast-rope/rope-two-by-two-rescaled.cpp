// P2-10: n = 2 is too small for a counterexample without zeros, over C.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_criterion.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for_each_tuple(4, -3, 3, [&](const std::vector<long>& x) {
    if (x[0] * x[1] * x[2] * x[3] == 0) return true;
    RationalMatrix m(2, 2);
    m.set(0, 0, x[0]), m.set(0, 1, x[1]), m.set(1, 0, x[2]), m.set(1, 1, x[3]);
    return sweep(recognised_as(m, structured::Field::complex, true), [&] { return to_text(m); });
  });
  return sweep.verdict(Status::verified, "2 x 2, entries in {-3 .. 3} without zeros",
                       "all " + std::to_string(sweep.tested()) + " are, with vectors that multiply out to M");
}

const Registration registration({
    .id = "rope-two-by-two-rescaled",
    .paper = "attest",
    .label = "n = 2 over C",
    .ledger = {"P2-10"},
    .statement = "Every 2 x 2 matrix without zeros is a rescaled circulant over C.",
    .tex = "n = 2,\\ M_{ij} \\ne 0 \\implies M = D_u C D_v \\text{ over } \\mathbb{C}",
    .hypotheses = {},
    .proof = "theory/structured.md",
    .check = check,
});

}  // namespace
