// P2-23, a trap: the multi-indices of sum exactly g.
#include <numeric>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep, right;
  for (unsigned g = 1; g <= 6; ++g)
    for (long s = 1; s <= 6; ++s) {
      Integer counted = 0;
      for_each_index(static_cast<std::size_t>(s), g, [&](const Exponents& m) {
        if (std::accumulate(m.begin(), m.end(), 0U) == g) ++counted;
      });
      const auto text = [&] {
        return "|S| = " + std::to_string(s) + ", g = " + std::to_string(g) + ": " + counted.str() +
               " of sum g, C(|S|+g, g) = " + count::rope_terms(s, g).str();
      };
      right(truth(counted == count::monomials_of_degree(s, g)), text);
      sweep(truth(counted == count::rope_terms(s, g)), text);
    }
  Verdict v =
      sweep.verdict(Status::verified, "|S|, g = 1 .. 6, smallest first", "equal every time", {"rope-term-count"});
  const Verdict other = right.verdict(Status::verified, "", "");
  if (v.status == Status::refuted && other.status == Status::verified)
    v.evidence += "; there are C(|S|+g-1, g), counted in " + std::to_string(right.tested()) + " cases";
  return v;
}

const Registration registration({
    .id = "rope-term-count-equal",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemma 5.2, |M| with sum = g",
    .ledger = {"P2-23"},
    .statement = "There are C(|S|+g, g) multi-indices m: S -> {0, .., g} with sum exactly g.",
    .tex = "\\#\\{m \\in \\mathbb{N}^S : |m| = g\\} = \\binom{|S|+g}{g}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
