// K-16: the row-wise product inside the Kronecker product.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// The rows (i, i, ...) of A1 (x) A2.
template <IndexOrder Order>
struct Selected {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "d");
    const auto big = kronecker<Order>(A);
    typename X::Matrix selected(s["n"], big.cols());
    for (std::size_t i = 0; i < s["n"]; ++i)
      for (std::size_t j = 0; j < selected.cols(); ++j)
        selected(i, j) = big.entry(join<Order>(std::vector<std::size_t>(A.size(), i), big.row_sizes()), j, x.field);
    return sides(x.dense(face_splitting<Order>(A)), selected);
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"n"}, {"d"}}, same_polynomials, Selected<first>(), Selected<last>());
}

const Registration registration({
    .id = "kron-selected-rows",
    .paper = "Alman & Song, Kronecker attention",
    .label = "A (-) B inside A (x) B",
    .ledger = {"K-16"},
    .statement = "A (-) B consists of the rows (i, i) of A (x) B, i = 1, 2, ..., in the same index order.",
    .tex = "(A \\ominus B)_{i,\\cdot} = (A \\otimes B)_{(i,i),\\cdot}",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
