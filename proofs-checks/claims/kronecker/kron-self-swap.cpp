// K-15: keys made from one X.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (X W1) (/) (X W2) against (X (x) X)(W1 (/) W2).
template <IndexOrder Order>
struct Swap {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto input = x.matrix("X", s["n"], s["m"]);
    const auto W = matrices(x, "W", s, "m", "d");
    const std::vector<typename X::Matrix> copies(s.factors(), input);
    return sides(x.dense(khatri_rao<Order>(x.mul(copies, W))),
                 x.mul(x.dense(kronecker<Order>(copies)), x.dense(khatri_rao<Order>(W))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"d", "n", "m"}, {}}, same_polynomials, Swap<first>(), Swap<last>());
}

const Registration registration({
    .id = "kron-self-swap",
    .paper = "Alman & Song, Kronecker attention",
    .label = "K_a = X W_a",
    .ledger = {"K-15"},
    .statement = "(X W1) (/) (X W2) = (X (x) X)(W1 (/) W2), both products in the same index order.",
    .tex = "(XW_1) \\oslash (XW_2) = (X \\otimes X)(W_1 \\oslash W_2)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
