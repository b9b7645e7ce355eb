// P1-08: the polynomial keeps a relative error on all n^k entries, from thin factors.
#include "attest/count/ranks.hpp"
#include "attest/expoly/approximation.hpp"
#include "attest/lowrank/factors.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// P near exp on [-B^k, B^k]; U1 (U2 (/) ..)^T from the factors of P(./d), every entry against exp in balls.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Rational &B = x.rational("B"), most = pow(B, static_cast<long>(k));
  const Rational eps = pow(Rational(10), -static_cast<long>(x.size("digits")));
  const polynomial::Polynomial P = expoly::least_degree_approximation({-most, most}, eps).p;
  const Data data = draw(sampler, k, n, d, 1, B);
  std::vector<Matrix> X{data.q};
  X.insert(X.end(), data.k.begin(), data.k.end());
  const RationalField field;
  const auto U = lowrank::factors(compose_affine(P, 0, inverse(d)), X, field);
  const Matrix near =
      multiply(U[0], transpose(lowrank::khatri_rao<last>(std::vector(U.begin() + 1, U.end())).dense(field)), field);
  const Matrix s = scores(data, inverse(d));
  const Precision p(160);
  Truth all = truth(Integer(U[0].cols()) <= count::tight_rank(static_cast<long>(d), P.degree()));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t t = 0; t < s.cols(); ++t) {
      const Ball exact = exp(Ball(s(i, t), p), p);
      all = all && truth(near(i, t).sign() > 0) &&
            less_equal(abs(sub(Ball(near(i, t), p), exact, p)), mul(Ball(eps, p), exact, p));
    }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(20), effort.seed, holds),
                    "all n^k entries of U1 (U2 (/) ..)^T positive and within eps A, in balls, with C(d+g, g) columns");
}

const Registration registration({
    .id = "tensor-weights-relative",
    .paper = "Alman & Song, Kronecker attention",
    .label = "A~ near A",
    .ledger = {"P1-08", "REV-P1-03"},
    .statement = "If the entries are at most B in absolute value, a polynomial P within relative error eps of exp on "
                 "[-B^k, B^k] gives factors with |A~ - A| <= eps A on all n^k entries, A~ = U1 (U2 (/) .. (/) Uk)^T.",
    .tex = "|\\tilde A - A| \\le \\varepsilon A\\ \\text{entrywise},\\quad \\tilde A = U_1(U_2\\oslash U_3)^\\top",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 2),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), Rational(5, 4)),
                   integer_parameter("digits", "eps = 10^-digits", 1, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
