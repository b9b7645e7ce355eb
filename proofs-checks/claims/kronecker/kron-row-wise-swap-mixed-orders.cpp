// K-07 with two index orders.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// The two factors on the left in different orders, the right side in `Order`.
template <IndexOrder Order>
struct Mixed {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "m"), C = matrices(x, "C", s, "m", "p");
    return sides(x.mul(x.dense(face_splitting<first>(A)), x.dense(kronecker<last>(C))),
                 x.dense(face_splitting<Order>(x.mul(A, C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_however_read(claim, {{"n"}, {"m", "p"}, {2}}, same_polynomials, {"kron-row-wise-swap"}, Mixed<first>(),
                             Mixed<last>());
}

const Registration registration({
    .id = "kron-row-wise-swap-mixed-orders",
    .paper = "Alman & Song 2402.04497",
    .label = "row-wise swap rule, (x) as defined there",
    .ledger = {"K-07"},
    .statement = "(A (-) B)(C (x) D) = (AC) (-) (BD) also where (x) is the textbook product and (-) counts the first "
                 "index fastest, the right side in one of the two orders.",
    .tex = "(A \\ominus B)(C \\otimes_{\\mathrm{std}} D) = (AC) \\ominus (BD)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
