// K-12: (K1, V1) and (K2, V2) exchanged.
#include "kron_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// The pairs (K_l, V_l) in reverse.
struct Reversed {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto Q = x.matrix("Q", s["n"], s["d"]);
    const auto K = matrices(x, "K", s, "m", "d"), V = matrices(x, "V", s, "m", "d");
    return sides(attend<first, first>(x, Q, K, V), attend<first, first>(x, Q, reversed(K), reversed(V)));
  }
};

/// The first pair moved to the end; with the reversal this makes all permutations of three.
struct Rotated {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto rotated = [](auto m) {
      std::rotate(m.begin(), m.begin() + 1, m.end());
      return m;
    };
    const auto Q = x.matrix("Q", s["n"], s["d"]);
    const auto K = matrices(x, "K", s, "m", "d"), V = matrices(x, "V", s, "m", "d");
    return sides(attend<first, first>(x, Q, K, V), attend<first, first>(x, Q, rotated(K), rotated(V)));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, attention_family, "f unknown", attention_evidence, {}, Reversed(), Rotated());
}

const Registration registration({
    .id = "kron-exchange-pairs",
    .paper = "Alman & Song, Kronecker attention",
    .label = "symmetry in (K1, V1) and (K2, V2)",
    .ledger = {"K-12"},
    .statement = "D^{-1} exp(Q (K1 (/) K2)^T) (V1 (/) V2) is the same with (K1, V1) and (K2, V2) exchanged; the same "
                 "for every entrywise function in place of exp, and for every permutation of more pairs.",
    .tex = "f(Q(K_1 \\oslash K_2)^\\top)(V_1 \\oslash V_2) = f(Q(K_2 \\oslash K_1)^\\top)(V_2 \\oslash V_1)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
