// K-13: the numerator of attention from three thin factors.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// U (U1 (/) U2)^T (V1 (/) V2) against U [(U1^T V1) o (U2^T V2)].
template <IndexOrder Order>
struct Output {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto u = x.matrix("U", s["n"], s["r"]);
    const auto U = matrices(x, "U", s, "m", "r"), V = matrices(x, "V", s, "m", "d");
    return sides(x.mul(x.mul(u, transpose(x.dense(khatri_rao<Order>(U)))), x.dense(khatri_rao<Order>(V))),
                 x.mul(u, x.dense(hadamard<Order>(x.mul(transposed(U), V)))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"d", "n", "r"}, {"m"}}, same_polynomials, Output<first>(), Output<last>());
}

const Registration registration({
    .id = "kron-factored-output",
    .paper = "Alman & Song, Kronecker attention",
    .label = "U1 (U2 (/) U3)^T (V1 (/) V2)",
    .ledger = {"K-13"},
    .statement = "U1 (U2 (/) U3)^T (V1 (/) V2) = U1 [(U2^T V1) o (U3^T V2)], all column-wise products in the same "
                 "index order; the n^2 rows are never formed.",
    .tex = "U_1(U_2 \\oslash U_3)^\\top(V_1 \\oslash V_2) = U_1\\bigl[(U_2^\\top V_1) \\circ (U_3^\\top V_2)\\bigr]",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
