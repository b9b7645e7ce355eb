// K-10: the entries of Q (K1 (/) K2)^T.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// Q (K1 (/) K2)^T against the sums <Q_i, (K1)_j, (K2)_l> at the columns joined from (j, l).
template <IndexOrder Order>
struct Entries {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto Q = x.matrix("Q", s["n"], s["d"]);
    const auto K = matrices(x, "K", s, "n", "d");
    const auto whole = khatri_rao<Order>(K);
    typename X::Matrix entries(s["n"], whole.rows(), x.field.from(0));
    for (std::size_t i = 0; i < entries.rows(); ++i)
      for (std::size_t place = 0; place < entries.cols(); ++place) {
        const auto tuple = split<Order>(place, whole.row_sizes());
        for (std::size_t c = 0; c < s["d"]; ++c) {
          auto term = Q(i, c);
          for (std::size_t l = 0; l < K.size(); ++l) term = x.field.mul(term, K[l](tuple[l], c));
          entries(i, place) = x.field.add(entries(i, place), term);
        }
      }
    return sides(x.mul(Q, transpose(x.dense(whole))), entries);
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_in_both_orders(claim, {{"d", "n"}, {"n"}}, same_polynomials, Entries<first>(), Entries<last>());
}

const Registration registration({
    .id = "kron-trilinear",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Q (K1 (/) K2)^T",
    .ledger = {"K-10"},
    .statement = "The entry of Q (K1 (/) K2)^T in row i and the column of (j, l) is sum_c Q_ic (K1)_jc (K2)_lc; with k "
                 "- 1 keys, a sum of d products of k entries.",
    .tex = "[Q(K_1 \\oslash K_2)^\\top]_{i,(j,l)} = \\langle Q_i, (K_1)_j, (K_2)_l \\rangle",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
