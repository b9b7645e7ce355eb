// K-01, the repair: the two orders are each other's reversal.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// A1 (x) A2 by first index against A2 (x) A1 by last.
struct Kroneckers {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "m");
    return sides(x.dense(kronecker<first>(A)), x.dense(kronecker<last>(reversed(A))));
  }
};

/// The same for the column-wise product.
struct ColumnWise {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "n", "d");
    return sides(x.dense(khatri_rao<first>(A)), x.dense(khatri_rao<last>(reversed(A))));
  }
};

/// The same for the row-wise product.
struct RowWise {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto A = matrices(x, "A", s, "d", "m");
    return sides(x.dense(face_splitting<first>(A)), x.dense(face_splitting<last>(reversed(A))));
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, {{"d"}, {"n", "m"}}, "the three products", same_polynomials, {}, Kroneckers(),
                         ColumnWise(), RowWise());
}

const Registration registration({
    .id = "kron-reversed",
    .paper = "attest",
    .label = "the two index orders",
    .ledger = {"K-01"},
    .statement = "Counting the first index fastest, A1 (x) ... (x) Ak is the textbook's Ak (x) ... (x) A1; likewise "
                 "the column-wise and the row-wise product.",
    .tex = "A_1 \\otimes A_2 = A_2 \\otimes_{\\mathrm{std}} A_1",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
