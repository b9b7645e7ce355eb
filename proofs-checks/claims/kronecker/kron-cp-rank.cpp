// K-14: tensors of rank r.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// The unfolding of sum_s U_is (U1)_js (U2)_ls, column (j, l), against U (U1 (/) U2)^T.
template <IndexOrder Order>
struct Unfolding {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto U = x.matrix("U", s["n"], s["r"]);
    const auto F = matrices(x, "U", s, "m", "r");
    const auto whole = khatri_rao<Order>(F);
    typename X::Matrix tensor(s["n"], whole.rows(), x.field.from(0));
    for (std::size_t t = 0; t < s["r"]; ++t)
      for (std::size_t i = 0; i < tensor.rows(); ++i)
        for (std::size_t place = 0; place < tensor.cols(); ++place) {
          const auto tuple = split<Order>(place, whole.row_sizes());
          auto term = U(i, t);
          for (std::size_t l = 0; l < F.size(); ++l) term = x.field.mul(term, F[l](tuple[l], t));
          tensor(i, place) = x.field.add(tensor(i, place), term);
        }
    return sides(x.mul(U, transpose(x.dense(whole))), tensor);
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"n", "r"}, {"m"}}, same_polynomials, Unfolding<first>(), Unfolding<last>());
}

const Registration registration({
    .id = "kron-cp-rank",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "tensor of rank r",
    .ledger = {"K-14"},
    .statement = "A tensor is a sum of r products of vectors, T_ijl = sum_s (U1)_is (U2)_js (U3)_ls, exactly when its "
                 "unfolding is the product U1 (U2 (/) U3)^T of three rectangular matrices with r columns.",
    .tex = "T_{ijl} = \\sum_{s \\le r} (U_1)_{is}(U_2)_{js}(U_3)_{ls} \\iff T_{(1)} = U_1 (U_2 \\oslash U_3)^\\top",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
