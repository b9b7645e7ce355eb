// P0-14 and its order k: eps = eps_a / (2 B^{k-1}) for the weights gives the output within eps_a.
#include "attest/attention/normalization.hpp"
#include "attest/expoly/approximation.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Weights P(s) over Q, P within eps of exp on [-B^k, B^k], against the definition in balls.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Rational &B = x.rational("B"), most = pow(B, static_cast<long>(k));
  const Rational eps_a = pow(Rational(10), -static_cast<long>(x.size("digits")));
  const Rational eps = min(eps_a / (Rational(2) * pow(B, static_cast<long>(k) - 1)), Rational(1, 2));
  const polynomial::Polynomial P = expoly::least_degree_approximation({-most, most}, eps).p;
  const Data data = draw(sampler, k, n, d, 1, B);
  const Matrix s = scores(data, inverse(d));
  const RationalMatrix V = to_matrix(products(data));
  const Precision p(160);
  const Dense<Ball> exact = attend(data, inverse(d), p);
  Truth all = Truth::yes;
  for (std::size_t i = 0; i < n; ++i) {
    RationalMatrix w(1, s.cols());
    for (std::size_t t = 0; t < s.cols(); ++t) w.set(0, t, P(s(i, t)));
    all = all && less_equal(abs(sub(Ball(attention::normalized(w, V), p), exact(i, 0), p)), Ball(eps_a, p));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(25), effort.seed, holds),
                    "every output within eps_a of the definition, in balls");
}

const Registration registration({
    .id = "tensor-assembly",
    .paper = "Alman & Song, Kronecker attention",
    .label = "the parts put together, order k",
    .ledger = {"P0-14", "P1-04", "P1-12"},
    .statement = "With entries up to B, a polynomial within relative error eps_a / (2 B^{k-1}) of exp on [-B^k, B^k] "
                 "gives attention of order k within eps_a in every entry; k = 2 is plain attention.",
    .tex = "\\varepsilon = \\varepsilon_a/(2B^{k-1}) \\implies \\|T - D^{-1}A(V_1\\oslash\\cdots)\\|_{\\max} \\le "
           "\\varepsilon_a",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 3),
                   rational_parameter("B", "bound of the entries", Rational(1, 4), Rational(5, 4)),
                   integer_parameter("digits", "eps_a = 10^-digits", 1, 4), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
