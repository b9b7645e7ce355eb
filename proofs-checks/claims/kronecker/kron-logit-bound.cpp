// K-10: the size of the scores.
#include "kron_bound.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_bound(claim, {{"d", "n"}, {"n"}},
                      "every entry is a sum of d products of k different entries with coefficient 1, so at most d B^k, "
                      "attained where all entries are B",
                      [](const Shape& s, Indeterminates& x) {
                        const auto Q = x.matrix("Q", s["n"], s["d"]);
                        const auto K = matrices(x, "K", s, "n", "d");
                        return sums_of_products(x.mul(Q, transpose(x.dense(khatri_rao<first>(K)))), s["d"],
                                                K.size() + 1);
                      });
}

const Registration registration({
    .id = "kron-logit-bound",
    .paper = "Alman & Song, Kronecker attention",
    .label = "bounded logits",
    .ledger = {"K-10"},
    .statement = "With entries of Q, K1, ..., K_{k-1} at most B in absolute value, the entries of Q (K1 (/) ... (/) "
                 "K_{k-1})^T / d are at most B^k, and this is attained.",
    .tex = "\\|Q(K_1 \\oslash K_2)^\\top / d\\|_\\infty \\le B^3",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
