// P1-12: attention of order k from its factors in O(k n r d) operations, n^k never formed.
#include "counting_field.hpp"
#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_factors;

/// The last column of every V is 1, so that the last column of the result holds the row sums.
Dense<Rational> with_ones(const Dense<Rational>& v) {
  Dense<Rational> out(v.rows(), v.cols() + 1, Rational(1));
  for (std::size_t i = 0; i < v.rows(); ++i)
    for (std::size_t l = 0; l < v.cols(); ++l) out(i, l) = v(i, l);
  return out;
}

/// U1 ((U2^T V1) o .. o (Uk^T V_{k-1})).
Dense<Rational> from_factors(const std::vector<Dense<Rational>>& U, const std::vector<Dense<Rational>>& V,
                             const CountingField& field) {
  Dense<Rational> moments = multiply(transpose(U[1]), V[0], field);
  for (std::size_t m = 2; m < U.size(); ++m) {
    const Dense<Rational> next = multiply(transpose(U[m]), V[m - 1], field);
    for (std::size_t s = 0; s < next.rows(); ++s)
      for (std::size_t l = 0; l < next.cols(); ++l) moments(s, l) = field.mul(moments(s, l), next(s, l));
  }
  return multiply(U[0], moments, field);
}

/// sum over j_1, .., j_{k-1} of T[i, j_1, ..] (V_1)_{j_1 l} ..: n^k terms a column.
Dense<Rational> from_definition(const lowrank::Tensor& T, const std::vector<Dense<Rational>>& V) {
  Dense<Rational> out(T.sizes().front(), V.front().cols());
  std::vector<std::size_t> index(T.order(), 0);
  do
    for (std::size_t l = 0; l < out.cols(); ++l) {
      Rational term = T(index);
      for (std::size_t m = 1; m < T.order(); ++m) term *= V[m - 1](index[m], l);
      out(index[0], l) += term;
    }
  while (next_index(index, T.sizes()));
  return out;
}

Integer allowed(std::size_t k, std::size_t n, std::size_t d, std::size_t r) {
  return Integer(5 * k * n) * Integer(r * d);
}

struct Run {
  Operations operations;
  std::size_t r;
  bool exact;
};

Run run(std::size_t k, std::size_t n, std::size_t d, std::size_t g, Sampler& sampler) {
  const auto p = random_polynomial(sampler, g);
  const auto X = small_matrices(sampler, std::vector(k, n), d);
  std::vector<Dense<Rational>> V;
  for (const auto& v : small_matrices(sampler, std::vector(k - 1, n), d)) V.push_back(with_ones(v));
  Run out{{}, static_cast<std::size_t>(count::tight_rank(static_cast<long>(d), static_cast<long>(g))), false};
  const CountingField field{&out.operations};
  out.exact = from_factors(lowrank::factors(p, X, field), V, field) == from_definition(tensor(p, X), V);
  return out;
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k"), n = x.size("n"), d = x.size("d");
  const Run r = run(k, n, d, x.size("g"), sampler);
  return truth(r.exact && Integer(r.operations.multiplications) <= allowed(k, n, d, r.r) &&
               Integer(r.operations.additions) <= allowed(k, n, d, r.r));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  Sampler sampler(effort.seed);
  const Run small = run(3, 8, 2, 2, sampler), twice = run(3, 16, 2, 2, sampler);
  v.evidence =
      "values and row sums exact, r = C(d+g, g), multiplications and additions counted, never above 5 k n r d; "
      "k = 3, d = g = 2: " +
      std::to_string(small.operations.multiplications) + " multiplications at n = 8, " +
      std::to_string(twice.operations.multiplications) + " at n = 16, where the definition sums " +
      std::to_string(8 * 8 * 8 * 3) + " and " + std::to_string(16 * 16 * 16 * 3) + " products";
  return v;
}

const Registration registration({
    .id = "tensor-k-cost",
    .paper = "Alman & Song, Kronecker attention",
    .label = "order k, cost",
    .ledger = {"P1-11", "P1-12"},
    .statement = "P of the scores of order k, times the values V1 (/) .. (/) V_{k-1} with d columns, and its row sums, "
                 "take O(k n r d) operations: U1 ((U2^T V1) o .. o (Uk^T V_{k-1})), factors included, r = C(d+g, g).",
    .tex = "U_1\\big((U_2^\\top V_1)\\circ\\cdots\\circ(U_k^\\top V_{k-1})\\big)\\text{ in }O(knrd)",
    .hypotheses = {integer_parameter("k", "order", 2, 5), integer_parameter("n", "rows", 2, 4),
                   integer_parameter("d", "columns", 1, 3), integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
