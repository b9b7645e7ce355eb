// REV-P1-01: the column-wise Kronecker product of V1 and V2, entry by entry.
#include "attest/lowrank/kronecker.hpp"
#include "attest/number/field.hpp"
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;
using attest::lowrank::IndexOrder;

Dense<Rational> dense(const RationalMatrix& a) {
  Dense<Rational> m(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) m(i, j) = a.get(i, j);
  return m;
}

/// Row j + l n of the product is V1_j o V2_l; with the last index fastest it is row j n + l.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const auto V1 = dense(sampler.matrix(n, d, 4)), V2 = dense(sampler.matrix(n, d, 4));
  const auto first = lowrank::khatri_rao<IndexOrder::first_fastest>(std::vector{V1, V2});
  const auto last = lowrank::khatri_rao<IndexOrder::last_fastest>(std::vector{V1, V2});
  bool all = first.rows() == n * n && first.cols() == d;
  const RationalField Q;
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t l = 0; l < n; ++l)
      for (std::size_t c = 0; c < d; ++c)
        all = all && first.entry(j + l * n, c, Q) == V1(j, c) * V2(l, c) &&
              last.entry(j * n + l, c, Q) == V1(j, c) * V2(l, c);
  return truth(all);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "every entry, exactly, in both orders; (1; 2) and (1; 3) give (1; 2; 3; 6) with the first index "
                    "fastest, (1; 3; 2; 6) with the last");
}

const Registration registration({
    .id = "tensor-column-wise",
    .paper = paper,
    .label = "page 2: the column-wise product",
    .ledger = {"REV-P1-01", "K-02"},
    .statement =
        "V1 (/) V2 has a row for every pair (j, l), the product entry by entry of row j of V1 and row l of V2.",
    .tex = "(V_1 \\oslash V_2)_{(j,l),c} = (V_1)_{jc} (V_2)_{lc}",
    .hypotheses = {integer_parameter("n", "rows", 1, 4), integer_parameter("d", "columns", 1, 3), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
