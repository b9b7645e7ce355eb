// K-02: the column-wise product, entry by entry.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// Row j + (l-1) n1, column c (all from 1): (V1)_{jc} (V2)_{lc}.
struct Formula {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto V = matrices(x, "V", s, "n", "d");
    typename X::Matrix entries(s["n1"] * s["n2"], s["d"]);
    for (std::size_t j = 1; j <= s["n1"]; ++j)
      for (std::size_t l = 1; l <= s["n2"]; ++l)
        for (std::size_t c = 1; c <= s["d"]; ++c)
          entries(j + (l - 1) * s["n1"] - 1, c - 1) = x.field.mul(V[0](j - 1, c - 1), V[1](l - 1, c - 1));
    return sides(x.dense(khatri_rao<first>(V)), entries);
  }
};

/// Column c is the Kronecker product of the columns c.
struct Columns {
  template <class X>
  auto operator()(const Shape& s, X& x) const {
    const auto V = matrices(x, "V", s, "n", "d");
    typename X::Matrix columns(s["n1"] * s["n2"], s["d"]);
    for (std::size_t c = 0; c < s["d"]; ++c) {
      typename X::Matrix unit(s["d"], 1, x.field.from(0));
      unit(c, 0) = x.field.from(1);
      const auto column = x.dense(kronecker<first>(x.mul(V, {unit, unit})));
      for (std::size_t i = 0; i < column.rows(); ++i) columns(i, c) = column(i, 0);
    }
    return sides(x.dense(khatri_rao<first>(V)), columns);
  }
};

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, {{"d"}, {"n"}, {2}}, "first index fastest", same_polynomials, {}, Formula(), Columns());
}

const Registration registration({
    .id = "kron-column-wise",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "column-wise product of V1 and V2",
    .ledger = {"K-02", "REV-P1-01"},
    .statement = "The column-wise product V1 (/) V2 of two n x d matrices is n^2 x d: column c is the Kronecker "
                 "product of the columns c, with the entry (V1)_{jc} (V2)_{lc} in row j + (l-1) n.",
    .tex = "(V_1 \\oslash V_2)_{j+(l-1)n,\\,c} = (V_1)_{jc}(V_2)_{lc}",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
