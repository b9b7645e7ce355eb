// K-06: the mixed-product rule of (x).
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (A1 (x) A2)(C1 (x) C2) against A1 C1 (x) A2 C2.
template <IndexOrder Order>
struct MixedProduct {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "m"), C = matrices(x, "C", s, "m", "p");
    return sides(x.mul(x.dense(kronecker<Order>(A)), x.dense(kronecker<Order>(C))),
                 x.dense(kronecker<Order>(x.mul(A, C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{}, {"n", "m", "p"}}, same_polynomials, MixedProduct<first>(),
                               MixedProduct<last>());
}

const Registration registration({
    .id = "kron-mixed-product",
    .paper = "Alman & Song 2405.16411",
    .label = "Fact 5.4",
    .ledger = {"K-06"},
    .statement = "(A (x) B)(C (x) D) = (AC) (x) (BD), all products in the same index order.",
    .tex = "(A \\otimes B)(C \\otimes D) = (AC) \\otimes (BD)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
