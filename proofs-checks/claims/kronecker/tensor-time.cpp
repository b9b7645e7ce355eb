// P1-11, REV-P1-15: what the numerators, the row sums and the division cost.
#include "attest/count/ranks.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/lowrank/thin_sums.hpp"
#include "counting_field.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;
using tensor_factors::CountingField;
using tensor_factors::Operations;

struct Run {
  Operations numerators, row_sums;
  std::size_t divisions = 0, r = 0;
  bool exact = false;
};

std::size_t total(const Operations& o) { return o.additions + o.multiplications; }

/// D~^{-1} A~ (V1 (/) ..) from factors of P(./d), and from all n^k weights.
Run run(std::size_t k, std::size_t n, std::size_t d, std::size_t g, Sampler& sampler) {
  const Data x = draw(sampler, k, n, d, d, 1);
  std::vector<Rational> c(g + 1, 1);
  for (std::size_t t = 1; t <= g; ++t) c[t] = c[t - 1] / Rational(4 * t);  // positive on [-1, 1]
  const polynomial::Polynomial P(std::move(c));
  std::vector<Matrix> X{x.q};
  X.insert(X.end(), x.k.begin(), x.k.end());
  const RationalField q;
  const auto factors = lowrank::factors(compose_affine(P, 0, inverse(d)), X, q);
  const auto U = lowrank::khatri_rao<last>(std::vector(factors.begin() + 1, factors.end()));
  Run out;
  out.r = factors[0].cols();
  Matrix above = lowrank::thin_sums(factors[0], U, lowrank::khatri_rao<last>(x.v), CountingField{&out.numerators});
  const Matrix D = lowrank::thin_row_sums(factors[0], U, CountingField{&out.row_sums});
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l, ++out.divisions) above(i, l) /= D(i, 0);
  Matrix w = scores(x, inverse(d));
  for (std::size_t i = 0; i < n; ++i) {
    Rational sum;
    for (std::size_t t = 0; t < w.cols(); ++t) w(i, t) = P(w(i, t)), sum += w(i, t);
    for (std::size_t t = 0; t < w.cols(); ++t) w(i, t) /= sum;
  }
  out.exact = above == multiply(w, products(x), q);
  return out;
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k"), n = x.size("n"), d = x.size("d"), g = x.size("g");
  const Run r = run(k, n, d, g, sampler);
  return truth(r.exact && Integer(r.r) == count::tight_rank(static_cast<long>(d), static_cast<long>(g)) &&
               total(r.numerators) <= 2 * r.r * d * (k * n + k - 2) && total(r.row_sums) <= 2 * r.r * (k * n + k - 2) &&
               r.divisions == n * d);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  Sampler sampler(effort.seed);
  const Run r = run(3, 8, 3, 2, sampler);
  v.evidence = "the exact output of all n^k weights P(s), every operation counted; k = 3, n = 8, d = 3, g = 2, r = " +
               std::to_string(r.r) + ": numerators " + std::to_string(total(r.numerators)) + ", row sums " +
               std::to_string(total(r.row_sums)) + ", divisions " + std::to_string(r.divisions) +
               ": a row sum is one column where the numerators have d, and the division never sees r";
  return v;
}

const Registration registration({
    .id = "tensor-time",
    .paper = "Alman & Song, Kronecker attention",
    .label = "time of A~ (V1 (/) V2), D~ and D~^{-1}",
    .ledger = {"P1-11", "REV-P1-15"},
    .statement = "From factors with r columns, A~ (V1 (/) .. (/) V_{k-1}) takes at most 2 r d (k n + k - 2) operations "
                 "(O(n r d)), D~ at most 2 r (k n + k - 2) (O(n r)), and D~^{-1} times an n x d matrix n d divisions; "
                 "n^{k-1} is never formed.",
    .tex = "O(nrd),\\quad O(nr),\\quad nd",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows", 1, 4),
                   integer_parameter("d", "columns", 1, 3), integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
