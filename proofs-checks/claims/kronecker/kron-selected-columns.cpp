// K-16: the column-wise product inside the Kronecker product.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// The columns (c, c, ...) of A1 (x) A2.
template <IndexOrder Order>
struct Selected {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "d");
    const auto big = kronecker<Order>(A);
    typename X::Matrix selected(big.rows(), s["d"]);
    for (std::size_t i = 0; i < selected.rows(); ++i)
      for (std::size_t c = 0; c < s["d"]; ++c)
        selected(i, c) = big.entry(i, join<Order>(std::vector<std::size_t>(A.size(), c), big.col_sizes()), x.field);
    return sides(x.dense(khatri_rao<Order>(A)), selected);
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"d"}, {"n"}}, same_polynomials, Selected<first>(), Selected<last>());
}

const Registration registration({
    .id = "kron-selected-columns",
    .paper = "Alman & Song, Kronecker attention",
    .label = "A (/) B inside A (x) B",
    .ledger = {"K-16"},
    .statement = "A (/) B consists of the columns (c, c) of A (x) B, c = 1, 2, ..., in the same index order.",
    .tex = "(A \\oslash B)_{\\cdot,c} = (A \\otimes B)_{\\cdot,(c,c)}",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
