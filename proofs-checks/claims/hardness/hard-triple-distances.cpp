// P1-33: pairwise distances do not give the product of three.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  return hard::distances_give_product(3, "triples of equal weight, d <= 4, smallest first",
                                      [](const BitVectors& x) { return x; });
}

const Registration registration({
    .id = "hard-triple-distances",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Section 3.2: approximate closest triples",
    .ledger = {"P1-33"},
    .statement =
        "For three vectors of equal weight the product <a, b, c> is determined by the pairwise Hamming distances.",
    .tex = "|a|=|b|=|c|:\\quad\\langle a,b,c\\rangle=f(\\mathrm{dist}(a,b),\\mathrm{dist}(a,c),\\mathrm{dist}(b,c))",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
