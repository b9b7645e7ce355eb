// K-03, a trap: one symbol for two products.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// (A1 (/) A2)(C1 (/) C2)^T against A1 C1^T o A2 C2^T with the column-wise product: n1 n2 rows against n.
struct ColumnWise {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "d"), C = matrices(x, "C", s, "m", "d");
    return sides(x.mul(x.dense(khatri_rao<first>(A)), transpose(x.dense(khatri_rao<first>(C)))),
                 x.dense(hadamard<first>(x.mul(A, transposed(C)))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, {{"d", "n", "m"}, {}, {2}}, "first index fastest", same_polynomials,
                         {"kron-row-wise-product"}, ColumnWise());
}

const Registration registration({
    .id = "kron-row-wise-called-column-wise",
    .paper = "Alman & Song 2402.04497",
    .label = "Fact A.2, (/) column-wise",
    .ledger = {"K-03", "K-05"},
    .statement = "(A (/) B)(C (/) D)^T = (A C^T) o (B D^T) with the column-wise product that (/) stands for in the "
                 "other papers.",
    .tex = "(A \\oslash B)(C \\oslash D)^\\top = (AC^\\top) \\circ (BD^\\top)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
