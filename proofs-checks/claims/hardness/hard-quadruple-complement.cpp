// P1-33: at order 4 the complement does not help.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  return hard::distances_give_product(4, "quadruples balanced by x -> (x, 1 - x), d <= 4, smallest first",
                                      [](const BitVectors& x) { return balanced(x); });
}

const Registration registration({
    .id = "hard-quadruple-complement",
    .paper = "attest",
    .label = "four vectors and their complements",
    .ledger = {"P1-33"},
    .statement =
        "For four vectors balanced by x -> (x, 1 - x) the product is determined by the pairwise Hamming distances.",
    .tex = "\\langle\\bar a,\\bar b,\\bar c,\\bar e\\rangle=f(\\text{six distances})",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
