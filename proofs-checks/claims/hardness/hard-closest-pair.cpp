// P0-16: hardness of the approximate closest pair.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  return hard::recorded(
      "a theorem of Rubinstein (2018) assuming SETH; its use is decided in hard-closest-pair-max-ip: the promise "
      "carries over to Gap-MaxIP exactly");
}

const Registration registration({
    .id = "hard-closest-pair",
    .paper = "Alman & Song 2023",
    .label = "hardness of the approximate closest pair (Rubinstein 2018)",
    .ledger = {"P0-16"},
    .statement = "Assuming SETH: for every q > 0 there are C and eps such that the (1 + eps)-approximate closest pair "
                 "of n and n vectors of {0,1}^{C log n} is not in time O(n^{2 - q}).",
    .tex = "\\forall q\\,\\exists C,\\varepsilon:\\ (1+\\varepsilon)\\text{-closest pair}\\notin O(n^{2-q})",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
