// K-03: the row-wise product.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// U1 (-) U2 against (U1^T (/) U2^T)^T.
template <IndexOrder Order>
struct Transposes {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto U = matrices(x, "U", s, "n", "d");
    return sides(x.dense(face_splitting<Order>(U)), transpose(x.dense(khatri_rao<Order>(transposed(U)))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"n"}, {"d"}}, same_polynomials, Transposes<first>(), Transposes<last>());
}

const Registration registration({
    .id = "kron-row-wise",
    .paper = "Alman & Song, Kronecker attention",
    .label = "definition of (-)",
    .ledger = {"K-03"},
    .statement = "The row-wise product is the transpose of the column-wise product of the transposes: (U1 (-) U2)_{i, "
                 "j1 + (j2-1) d1} = (U1)_{i j1} (U2)_{i j2}.",
    .tex = "(U_1 \\ominus U_2)^\\top = U_1^\\top \\oslash U_2^\\top",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
