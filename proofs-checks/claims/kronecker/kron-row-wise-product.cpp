// K-05: the product of two row-wise products.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (A1 (-) A2)(C1 (-) C2)^T against A1 C1^T o A2 C2^T.
template <IndexOrder Order>
struct Product {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "d"), C = matrices(x, "C", s, "m", "d");
    return sides(x.mul(x.dense(face_splitting<Order>(A)), transpose(x.dense(face_splitting<Order>(C)))),
                 x.dense(hadamard<Order>(x.mul(A, transposed(C)))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"n", "m"}, {"d"}}, same_polynomials, Product<first>(), Product<last>());
}

const Registration registration({
    .id = "kron-row-wise-product",
    .paper = "Alman & Song 2402.04497",
    .label = "Fact A.2, (/) row-wise",
    .ledger = {"K-05"},
    .statement = "(A (-) B)(C (-) D)^T = (A C^T) o (B D^T) for the row-wise product, in either index order.",
    .tex = "(A \\ominus B)(C \\ominus D)^\\top = (AC^\\top) \\circ (BD^\\top)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
