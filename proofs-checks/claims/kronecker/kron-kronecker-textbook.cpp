// K-01: the index order of (x).
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// K_{i1 + (i2-1) n1, j1 + (j2-1) d1} = (K1)_{i1 j1} (K2)_{i2 j2} against the textbook: blocks (K1)_{ij} K2.
struct Definitions {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto K = matrices(x, "K", s, "n", "d");
    return sides(x.dense(kronecker<first>(K)), x.dense(kronecker<last>(K)));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, {{}, {"n", "d"}, {2}}, "the paper's order against the textbook's", same_polynomials,
                         {"kron-reversed"}, Definitions());
}

const Registration registration({
    .id = "kron-kronecker-textbook",
    .paper = "Alman & Song, Kronecker attention",
    .label = "definition of (x)",
    .ledger = {"K-01"},
    .statement = "The Kronecker product of this line of papers, (K1 (x) K2)_{i1 + (i2-1) n1, j1 + (j2-1) d1} = "
                 "(K1)_{i1 j1} (K2)_{i2 j2}, is the textbook one.",
    .tex = "K_1 \\otimes K_2 = K_1 \\otimes_{\\mathrm{std}} K_2",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
