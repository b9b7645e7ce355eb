// P1-07: p of Q(K1 (/) .. (/) K_{k-1})^T = U1 (U2 (/) .. (/) Uk)^T; the columns do not grow with the order.
#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  const std::size_t k = x.size("k");
  return tensor_factors::factors_fit(x, k, [&](long d, long g) {
    const Integer paper = count::paper_rank(d, g, static_cast<long>(k)), tight = count::tight_rank(d, g);
    return tight < paper ? tight : paper;
  });
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(120), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  v.status = Status::loose;
  v.evidence = "exact, already with C(d+g, g) columns for every order: d = g = 3 takes " +
               count::tight_rank(3, 3).str() + " where C(k(g+d), kg) is";
  for (const long k : {2, 3, 4, 5})
    v.evidence += (k == 2 ? " " : ", ") + count::paper_rank(3, 3, k).str() + " (k = " + std::to_string(k) + ")";
  v.repairs = {"tensor-rank-tight"};
  return v;
}

const Registration registration({
    .id = "tensor-factors",
    .paper = "Alman & Song, Kronecker attention",
    .label = "low-rank lemma",
    .ledger = {"P1-07"},
    .statement =
        "For Q, K1, .., K_{k-1} with d columns and a polynomial P of degree g, P of the tensor of their scores "
        "is U1 (U2 (/) .. (/) Uk)^T, with C(k(g+d), kg) columns in each of U1, .., Uk.",
    .tex =
        "P\\big(Q(K_1\\oslash\\cdots\\oslash K_{k-1})^\\top\\big) = U_1(U_2\\oslash\\cdots\\oslash U_k)^\\top,\\quad "
        "U_m\\in\\mathbb{R}^{n\\times r},\\ r = \\binom{k(g+d)}{kg}",
    .hypotheses = {integer_parameter("k", "order", 2, 5), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 3), integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
