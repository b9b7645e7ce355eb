// K-06, second rule, with two index orders.
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
    return sides(x.mul(x.dense(kronecker<last>(A)), x.dense(kronecker<first>(C))),
                 x.dense(kronecker<Order>(x.mul(A, C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_however_read(claim, {{}, {"n", "m", "p"}, {2}}, same_polynomials, {"kron-mixed-product"},
                             Mixed<first>(), Mixed<last>());
}

const Registration registration({
    .id = "kron-mixed-product-mixed-orders",
    .paper = "Alman & Song 2405.16411",
    .label = "Fact 5.4, two index orders",
    .ledger = {"K-06"},
    .statement = "(A (x) B)(C (x) D) = (AC) (x) (BD) also where the two products on the left are in different index "
                 "orders, the right side in one of the two.",
    .tex = "(A \\otimes_{\\mathrm{std}} B)(C \\otimes D) = (AC) \\otimes (BD)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
