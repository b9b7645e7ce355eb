// K-13: the multiplications, counted.
#include "attest/lowrank/thin_sums.hpp"
#include "counting_field.hpp"
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;
using tensor_factors::CountingField, tensor_factors::Operations;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), r = x.size("r"), d = x.size("d"), m = x.size("k") - 1;
  const auto draw = [&](std::size_t cols) {
    std::vector<Dense<Rational>> all;
    for (std::size_t l = 0; l < m; ++l) all.push_back(to_dense(sampler.matrix(n, cols, 3)));
    return khatri_rao<first>(std::move(all));
  };
  const Dense<Rational> u = to_dense(sampler.matrix(n, r, 3));
  const auto U = draw(r), V = draw(d);
  Operations output, row_sums;
  const CountingField by_output{&output}, by_row_sums{&row_sums};
  const auto numerators = thin_sums(u, U, V, by_output), denominators = thin_row_sums(u, U, by_row_sums);
  const RationalField q;
  const Dense<Rational> weights = multiply(u, transpose(U.dense(q)), q);
  return truth(numerators == multiply(weights, V.dense(q), q) &&
               denominators == multiply(weights, Dense<Rational>(U.rows(), 1, 1), q) &&
               output.multiplications == r * d * ((m + 1) * n + m - 1) && row_sums.multiplications == r * (n + m - 1));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
      "the sums of the definition over n^{k-1} columns, and these numbers of multiplications, every time");
}

const Registration registration({
    .id = "kron-factored-operations",
    .paper = "Alman & Song, Kronecker attention",
    .label = "cost of U1 (U2 (/) U3)^T (V1 (/) V2)",
    .ledger = {"K-13"},
    .statement = "In order k, with factors of r columns and n rows, the numerators take r d (k n + k - 2) "
                 "multiplications and the row sums r (n + k - 2): O(n r d) and O(n r).",
    .tex = "\\#\\mathrm{mul} = rd(kn + k - 2),\\quad \\#\\mathrm{mul}_{\\mathbf 1} = r(n + k - 2)",
    .hypotheses = {integer_parameter("n", "rows", 1, 5), integer_parameter("r", "columns of the factors", 1, 5),
                   integer_parameter("d", "columns of V", 1, 4), integer_parameter("k", "order", 2, 4),
                   seed_parameter()},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
