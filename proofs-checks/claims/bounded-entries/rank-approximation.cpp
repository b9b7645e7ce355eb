// P0-10: bounded entries give thin factors of attention within a relative error, whatever logarithm the degree takes.
#include "attest/count/ranks.hpp"
#include "attest/expoly/approximation.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(128);

/// A polynomial P near exp on [-B^2, B^2], the factors of P(QK^T/d), and every entry against exp in balls.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const Rational B = x.rational("B"), eps = pow(Rational(10), -static_cast<long>(x.size("digits")));
  const polynomial::Polynomial P = expoly::least_degree_approximation({-B * B, B * B}, eps).p;
  const RationalMatrix Q = sampler.matrix(n, d, B), K = sampler.matrix(n, d, B);
  const auto f = lowrank::factor(compose_affine(P, 0, Rational(1) / Rational(d)), Q, K);
  const RationalMatrix approximate = mul(f.u1, transpose(f.u2)), scores = mul(Q, transpose(K));
  Truth all = truth(Integer(f.u1.cols()) <= count::tight_rank(static_cast<long>(d), P.degree()) &&
                    Integer(f.u1.cols()) <= count::paper_rank(static_cast<long>(d), P.degree(), 2));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Ball exact = exp(Ball(scores.get(i, j) / Rational(d), p), p);
      all = all && less_equal(abs(sub(Ball(approximate.get(i, j), p), exact, p)), mul(Ball(eps, p), exact, p));
    }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(15), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  const long g = expoly::least_degree_approximation({-1, 1}, pow(Rational(10), -6)).p.degree();
  const Integer tight = count::tight_rank(8, g), paper = count::paper_rank(8, g, 2);
  if (tight < paper) v.status = Status::loose;
  v.evidence = "every entry within eps, in balls, with C(d+g, g) columns; B = 1, eps = 1e-6, d = 8: degree " +
               std::to_string(g) + ", " + tight.str() + " columns instead of " + paper.str();
  v.repairs = {"rank-tight"};
  return v;
}

const Registration registration({
    .id = "rank-approximation",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.4, the factors",
    .ledger = {"P0-10"},
    .statement = "If the entries of Q and K are at most B in absolute value, a polynomial of some degree g within "
                 "relative error eps of exp on [-B^2, B^2] gives an (eps, r)-approximation U1 U2^T of exp(QK^T/d), "
                 "r = C(2(g+d), 2g).",
    .tex =
        "\\big|(U_1U_2^\\top)_{ij} - e^{(QK^\\top)_{ij}/d}\\big| \\le \\varepsilon\\, e^{(QK^\\top)_{ij}/d},\\quad r "
        "\\le \\binom{2(g+d)}{2g}",
    .hypotheses = {integer_parameter("n", "rows", 1, 4), integer_parameter("d", "columns", 1, 3),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), Rational(5, 4)),
                   integer_parameter("digits", "eps = 10^-digits", 1, 6), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
