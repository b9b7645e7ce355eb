// K-12: when mixing the orders is harmless.
#include "kron_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// K1 = K2: keys by first index, values by last.
struct EqualKeys {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto Q = x.matrix("Q", s["n"], s["d"]), K = x.matrix("K", s["m"], s["d"]);
    const auto V = matrices(x, "V", s, "m", "d");
    return sides(attend<first, first>(x, Q, {K, K}, V), attend<first, last>(x, Q, {K, K}, V));
  }
};

/// V1 = V2: the same.
struct EqualValues {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto Q = x.matrix("Q", s["n"], s["d"]), V = x.matrix("V", s["m"], s["d"]);
    const auto K = matrices(x, "K", s, "m", "d");
    return sides(attend<first, first>(x, Q, K, {V, V}), attend<first, last>(x, Q, K, {V, V}));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, {{"n", "d", "m"}, {}, {2}}, "f unknown", attention_evidence, {}, EqualKeys(),
                         EqualValues());
}

const Registration registration({
    .id = "kron-reorder-one-symmetric",
    .paper = "Alman & Song, Kronecker attention",
    .label = "two index orders, K1 = K2 or V1 = V2",
    .ledger = {"K-12"},
    .statement = "Where K1 = K2 or V1 = V2, the two column-wise products may use different index orders.",
    .tex = "K_1 = K_2 \\text{ or } V_1 = V_2 \\implies f(Q(K_1 \\oslash K_2)^\\top)(V_1 \\oslash_{\\mathrm{std}} V_2) "
           "= f(Q(K_1 \\oslash K_2)^\\top)(V_1 \\oslash V_2)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
