// K-07: the swap rule of the row-wise product.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (A1 (-) A2)(C1 (x) C2) against A1 C1 (-) A2 C2.
template <IndexOrder Order>
struct Swap {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "m"), C = matrices(x, "C", s, "m", "p");
    return sides(x.mul(x.dense(face_splitting<Order>(A)), x.dense(kronecker<Order>(C))),
                 x.dense(face_splitting<Order>(x.mul(A, C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"n"}, {"m", "p"}}, same_polynomials, Swap<first>(), Swap<last>());
}

const Registration registration({
    .id = "kron-row-wise-swap",
    .paper = "Alman & Song, Kronecker attention",
    .label = "swap rule, row-wise",
    .ledger = {"K-07"},
    .statement = "(A (-) B)(C (x) D) = (AC) (-) (BD), all products in the same index order.",
    .tex = "(A \\ominus B)(C \\otimes D) = (AC) \\ominus (BD)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
