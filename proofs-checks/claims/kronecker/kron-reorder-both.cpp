// K-12: the other index order in both column-wise products.
#include "kron_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// First index fastest in keys and values against last index fastest in both.
struct Reordered {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto Q = x.matrix("Q", s["n"], s["d"]);
    const auto K = matrices(x, "K", s, "m", "d"), V = matrices(x, "V", s, "m", "d");
    return sides(attend<first, first>(x, Q, K, V), attend<last, last>(x, Q, K, V));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, attention_family, "f unknown", attention_evidence, {}, Reordered());
}

const Registration registration({
    .id = "kron-reorder-both",
    .paper = "Alman & Song, Kronecker attention",
    .label = "index order in the definition",
    .ledger = {"K-12"},
    .statement = "D^{-1} exp(Q (K1 (/) K2)^T) (V1 (/) V2) does not depend on the index order, as long as both (/) use "
                 "the same one; the same for every entrywise function in place of exp.",
    .tex = "f(Q(K_1 \\oslash K_2)^\\top)(V_1 \\oslash V_2) = f(Q(K_1 \\oslash_{\\mathrm{std}} K_2)^\\top)(V_1 "
           "\\oslash_{\\mathrm{std}} V_2)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
