// P2-27: never more grouped terms than multi-indices.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (long d = 1; d <= 40; ++d)
    for (long g = 0; g <= 40; ++g) {
      const Integer grouped = grouped_terms(d, g), all = count::rope_terms(d * d, g);
      sweep(truth(d == 1 || g <= 1 ? grouped == all : grouped < all), [&] {
        return "d = " + std::to_string(d) + ", g = " + std::to_string(g) + ": " + grouped.str() + ", " + all.str();
      });
    }
  return sweep.verdict(Status::verified, "d = 1 .. 40, g = 0 .. 40",
                       "strictly fewer for d, g >= 2; d = 8, g = 10: " + grouped_terms(8, 10).str() + " instead of " +
                           count::rope_terms(64, 10).str());
}

const Registration registration({
    .id = "rope-grouped-count-smaller",
    .paper = "attest",
    .label = "grouped terms, dense W, count",
    .ledger = {"P2-27", "P2-29"},
    .statement = "For dense W, |S| = d^2, the number of grouped terms, the sum of C(d+e-1, e)^2 over e <= g, is at "
                 "most C(d^2+g, g), with equality only for d = 1 or g <= 1.",
    .tex = "\\sum_{e \\le g} \\binom{d+e-1}{e}^2 \\le \\binom{d^2+g}{g}",
    .hypotheses = {},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
