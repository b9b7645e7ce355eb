// K-13: the denominator of attention from three thin factors.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// U (U1 (/) U2)^T 1 against U [(U1^T 1) o (U2^T 1)].
template <IndexOrder Order>
struct Sums {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto u = x.matrix("U", s["n"], s["r"]);
    const auto U = matrices(x, "U", s, "m", "r");
    std::vector<typename X::Matrix> ones;
    for (const auto& f : U) ones.push_back(x.ones(f.rows()));
    const auto whole = x.dense(khatri_rao<Order>(U));
    return sides(x.mul(x.mul(u, transpose(whole)), x.ones(whole.rows())),
                 x.mul(u, x.dense(hadamard<Order>(x.mul(transposed(U), ones)))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"n", "r"}, {"m"}}, same_polynomials, Sums<first>(), Sums<last>());
}

const Registration registration({
    .id = "kron-factored-row-sums",
    .paper = "Alman & Song, Kronecker attention",
    .label = "U1 (U2 (/) U3)^T 1",
    .ledger = {"K-13"},
    .statement = "U1 (U2 (/) U3)^T 1 = U1 [(U2^T 1) o (U3^T 1)], 1 the column of n^2 ones.",
    .tex = "U_1(U_2 \\oslash U_3)^\\top\\mathbf 1_{n^2} = U_1\\bigl[(U_2^\\top\\mathbf 1_n) \\circ (U_3^\\top\\mathbf "
           "1_n)\\bigr]",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
