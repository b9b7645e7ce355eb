// P1-09, REV-P1-14: a relative error of the n^{k-1} weights of a row passes unchanged to their sum.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Weights e^s as balls would hide equality; any positive numbers will do, n^{k-1} of them.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const Rational& eps = x.rational("eps");
  const auto tuples = pow(Rational(x.size("n")), static_cast<long>(x.size("k")) - 1);
  Rational sum, perturbed, up;
  for (Rational t = 0; t < tuples; t += 1) {
    const Rational a = sampler.between(Rational(1, 1000), 10);
    sum += a;
    perturbed += a * (Rational(1) + eps * sampler.between(-1, 1));
    up += a * (Rational(1) + eps);
  }
  return truth(abs(perturbed - sum) <= eps * sum && abs(up - sum) == eps * sum);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(150), effort.seed, holds),
                    "never exceeded, and attained exactly where all errors are +eps, every time; so D~ is near D in "
                    "relative error, whatever the number of terms");
}

const Registration registration({
    .id = "tensor-row-sums",
    .paper = "Alman & Song, Kronecker attention",
    .label = "D~ near D",
    .ledger = {"P1-09", "REV-P1-14"},
    .statement = "If |A~ - A| <= eps A on the n^{k-1} positive entries of a row, then |D~ - D| <= eps D for its sum: "
                 "the error is relative, and does not grow with the number of terms.",
    .tex = "|\\tilde A - A| \\le \\varepsilon A \\implies |\\tilde D_{ii} - D_{ii}| \\le \\varepsilon D_{ii}",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows", 1, 4),
                   rational_parameter("eps", "relative error", 0, Rational(99, 100)), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
