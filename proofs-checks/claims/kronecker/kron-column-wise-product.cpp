// K-04: the product of two column-wise products.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (A1 (/) A2)^T (C1 (/) C2) against A1^T C1 o A2^T C2.
template <IndexOrder Order>
struct Product {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "a"), C = matrices(x, "C", s, "n", "c");
    return sides(x.mul(transpose(x.dense(khatri_rao<Order>(A))), x.dense(khatri_rao<Order>(C))),
                 x.dense(hadamard<Order>(x.mul(transposed(A), C))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"a", "c"}, {"n"}}, same_polynomials, Product<first>(), Product<last>());
}

const Registration registration({
    .id = "kron-column-wise-product",
    .paper = "Alman & Song 2405.16411",
    .label = "Lemma 5.6",
    .ledger = {"K-04"},
    .statement = "(A (/) B)^T (C (/) D) = (A^T C) o (B^T D), in either index order: a product over n1 n2 rows from two "
                 "over n1 and n2.",
    .tex = "(A \\oslash B)^\\top (C \\oslash D) = (A^\\top C) \\circ (B^\\top D)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
