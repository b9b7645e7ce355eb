// P2-23: line 497 prints d where the size of the support is meant.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 2; d <= 6; d += 2)
    for (unsigned g = 1; g <= 3; ++g) {
      const Support s = standard_support(d);
      Integer counted = 0;
      for_each_index(s.size(), g, [&](const Exponents&) { ++counted; });
      sweep(truth(counted == count::tight_rank(static_cast<long>(d), g)), [&] {
        return "d = " + std::to_string(d) + ", |S| = " + std::to_string(s.size()) + ", g = " + std::to_string(g) +
               ": " + counted.str() + " terms, C(d+g, g) = " + count::tight_rank(static_cast<long>(d), g).str();
      });
    }
  return sweep.verdict(Status::verified, "standard support, d = 2, 4, 6, g = 1, 2, 3, smallest first",
                       "equal every time", {"rope-term-count"});
}

const Registration registration({
    .id = "rope-term-count-line-497",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "line 497, d for |S|",
    .ledger = {"P2-23", "REV-P2-02"},
    .statement = "The number of terms is C(d+g, g), with the dimension d, for the support of standard RoPE.",
    .tex = "|\\mathcal M| = \\binom{d+g}{g}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
