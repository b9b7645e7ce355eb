// K-17: entrywise exp may raise the rank.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// exp of [[1,2],[2,4]] has determinant e^5 - e^4 > 0, though the matrix has rank 1.
Verdict check(const Claim&, const Effort&) {
  RationalMatrix m(2, 2);
  for (std::size_t i : {0U, 1U})
    for (std::size_t j : {0U, 1U}) m.set(i, j, Rational((i + 1) * (j + 1)));
  const Precision p(128);
  const auto e = [&](std::size_t i, std::size_t j) { return exp(Ball(m.get(i, j), p), p); };
  const Ball det = sub(mul(e(0, 0), e(1, 1), p), mul(e(0, 1), e(1, 0), p), p);
  Verdict v;
  v.scope = "one instance, which settles an existence";
  const bool settled = rank(m) == 1 && certainly(positive(det));
  v.status = settled ? Status::proved : Status::undecided;
  v.evidence = "M = " + to_text(m) + " has rank " + std::to_string(rank(m)) + ", det exp(M) in " + to_text(det, 12);
  return v;
}

const Registration registration({
    .id = "kron-entrywise-exp",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "rank after exp",
    .ledger = {"K-17", "REV-P2-23"},
    .statement = "Entrywise exp can raise the rank: exp of [1, 2; 2, 4], of rank 1, has rank 2.",
    .tex = "\\det \\exp\\begin{pmatrix}1&2\\\\2&4\\end{pmatrix} = e^5 - e^4 \\ne 0",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
