// P1-21: the conjecture on orthogonal vectors of order k.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  return hard::recorded(
      "assuming SETH, by sparsification and hard-split, which is decided: splitting the variables turns a CNF into k "
      "sets of 2^{n/k} vectors");
}

const Registration registration({
    .id = "hard-orthogonal-vectors",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Conjecture 4.3, Theorem 4.4",
    .ledger = {"P1-21"},
    .statement = "Assuming SETH: for every delta > 0 there is a c such that k-OV of k sets of N vectors in c log N "
                 "dimensions is "
                 "not in time O(N^{k - delta}).",
    .tex = "\\forall\\delta\\,\\exists c:\\ k\\text{-OV}_{N,\\,c\\log N}\\notin O(N^{k-\\delta})",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
