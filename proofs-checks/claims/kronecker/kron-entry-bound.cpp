// K-11: the size of the entries of A (/) B.
#include "kron_bound.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_bound(claim, {{"d"}, {"n"}},
                      "every entry is the product of one entry of each factor, so at most the product of the norms, "
                      "attained where each factor is constant",
                      [](const Shape& s, Indeterminates& x) {
                        const auto A = matrices(x, "A", s, "n", "d");
                        return sums_of_products(x.dense(khatri_rao<first>(A)), 1, A.size());
                      });
}

const Registration registration({
    .id = "kron-entry-bound",
    .paper = "Alman & Song, Kronecker attention",
    .label = "entries of V1 (/) V2",
    .ledger = {"K-11"},
    .statement = "The largest absolute entry of A (/) B is at most the product of those of A and B, and this is "
                 "attained; with entries up to B, V1 (/) V2 has entries up to B^2.",
    .tex = "\\|A \\oslash B\\|_\\infty \\le \\|A\\|_\\infty \\|B\\|_\\infty",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
