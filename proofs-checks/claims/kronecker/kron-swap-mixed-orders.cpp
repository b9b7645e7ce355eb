// K-06 with two index orders.
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
    const auto A = matrices(x, "A", s, "n", "m"), C = matrices(x, "C", s, "m", "d");
    return sides(x.mul(x.dense(kronecker<last>(A)), x.dense(khatri_rao<first>(C))),
                 x.dense(khatri_rao<Order>(x.mul(A, C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_however_read(claim, {{"d"}, {"n", "m"}, {2}}, same_polynomials, {"kron-swap"}, Mixed<first>(),
                             Mixed<last>());
}

const Registration registration({
    .id = "kron-swap-mixed-orders",
    .paper = "Alman & Song 2402.04497",
    .label = "swap rule, (x) as defined there",
    .ledger = {"K-06"},
    .statement = "(A (x) B)(C (/) D) = (AC) (/) (BD) also where (x) is the textbook product and (/) counts the first "
                 "index fastest, the right side in one of the two orders.",
    .tex = "(A \\otimes_{\\mathrm{std}} B)(C \\oslash D) = (AC) \\oslash (BD)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
