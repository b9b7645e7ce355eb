// P1-01, P1-03: attention of order k is a mean of products of values.
#include "attest/attention/tensor_definition.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// The library's rows against A = exp(Q (K1 (/) ..)^T / d) with n^{k-1} columns: positive weights, shares that sum to
/// 1 (values of ones), outputs between the least and the greatest product of their column.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  Data data = draw(sampler, x.size("k"), n, d, 2, bound(x));
  for (auto& v : data.v)
    for (std::size_t j = 0; j < n; ++j) v(j, 1) = 1;
  const Precision p(160);
  const Ball slack(Rational::power_of_two(-64), p);
  const Dense<Ball> A = weights(scores(data, inverse(d)), p);
  const Matrix V = products(data);
  const Dense<Ball> direct = divided(A, V, p);
  const BallMatrix out = definition_rows(problem(data, attention::Scale::inverse()), all_rows(n), p, 1);
  const auto [low, high] = range(V, 0);
  Truth all = truth(A.cols() == V.rows());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t t = 0; t < A.cols(); ++t) all = all && positive(A(i, t));
    for (std::size_t c = 0; c < 2; ++c) all = all && less(abs(sub(out.get(i, c), direct(i, c), p)), slack);
    all = all && less(abs(sub(out.get(i, 1), Ball(1), p)), slack);
    all = all && less(sub(Ball(low, p), slack, p), out.get(i, 0)) && less(out.get(i, 0), add(Ball(high, p), slack, p));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the n^{k-1} weights of a row are positive, their shares sum to 1, and the outputs lie between the "
                    "least and the greatest product of values, to 2^-64");
}

const Registration registration({
    .id = "tensor-definition",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Definitions 1.1 and 1.5",
    .ledger = {"P1-01", "P1-02", "P1-03"},
    .statement =
        "With A = exp(Q (K1 (/) .. (/) K_{k-1})^T / d), n x n^{k-1}, and D = diag(A 1), D^{-1} A (V1 (/) .. (/) "
        "V_{k-1}) is well defined: each row is a mean, with positive weights, of the n^{k-1} entrywise products "
        "of a row of each V, so that entries up to B give outputs up to B^{k-1}.",
    .tex = "D^{-1}\\exp\\big(Q(K_1\\oslash\\cdots\\oslash K_{k-1})^\\top/d\\big)(V_1\\oslash\\cdots\\oslash V_{k-1})",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 3), eighths(16), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
