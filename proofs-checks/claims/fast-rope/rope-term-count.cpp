// P2-23: the number of multi-indices.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (long s = 1; s <= 8; ++s)
    for (unsigned g = 0; g <= 8; ++g) {
      Integer counted = 0;
      for_each_index(static_cast<std::size_t>(s), g, [&](const Exponents&) { ++counted; });
      sweep(truth(counted == count::rope_terms(s, g)),
            [&] { return "|S| = " + std::to_string(s) + ", g = " + std::to_string(g) + ": " + counted.str(); });
    }
  return sweep.verdict(Status::verified, "|S| = 1 .. 8, g = 0 .. 8, all multi-indices written out",
                       "as many as C(|S|+g, g) in all " + std::to_string(sweep.tested()) +
                           " cases; |S| = 8, g = 8: " + count::rope_terms(8, 8).str());
}

const Registration registration({
    .id = "rope-term-count",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemma 5.2, |M|",
    .ledger = {"P2-22", "P2-23", "REV-P2-02"},
    .statement = "There are C(|S|+g, g) multi-indices m: S -> {0, .., g} with sum at most g.",
    .tex = "\\#\\{m \\in \\mathbb{N}^S : |m| \\le g\\} = \\binom{|S|+g}{g}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
