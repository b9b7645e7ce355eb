// K-06: the swap rule.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (A1 (x) A2)(C1 (/) C2) against A1 C1 (/) A2 C2.
template <IndexOrder Order>
struct Swap {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "m"), C = matrices(x, "C", s, "m", "d");
    return sides(x.mul(x.dense(kronecker<Order>(A)), x.dense(khatri_rao<Order>(C))),
                 x.dense(khatri_rao<Order>(x.mul(A, C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"d"}, {"n", "m"}}, same_polynomials, Swap<first>(), Swap<last>());
}

const Registration registration({
    .id = "kron-swap",
    .paper = "Alman & Song, Kronecker attention",
    .label = "swap rule",
    .ledger = {"K-06"},
    .statement = "(A (x) B)(C (/) D) = (AC) (/) (BD), all products in the same index order.",
    .tex = "(A \\otimes B)(C \\oslash D) = (AC) \\oslash (BD)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
