// P0-11: a relative error of the weights passes unchanged to their sums.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const Rational& eps = x.rational("eps");
  Rational sum, perturbed, all_up;
  for (std::size_t j = 0; j < x.size("n"); ++j) {
    const Rational a = sampler.between(Rational(1, 1000), 10);
    sum += a;
    perturbed += a * (Rational(1) + eps * sampler.between(-1, 1));
    all_up += a * (Rational(1) + eps);
  }
  return truth(abs(perturbed - sum) <= eps * sum && abs(all_up - sum) == eps * sum);
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(500), effort.seed, holds),
                         "never exceeded, and attained exactly where all errors are +eps, every time");
  return v;
}

const Registration registration({
    .id = "softmax-row-sums",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.5",
    .ledger = {"P0-11"},
    .statement = "If |A~ - A| <= eps A entrywise with A > 0, then |D~ - D| <= eps D for the row sums.",
    .tex = "|\\tilde A_{ij} - A_{ij}| \\le \\varepsilon A_{ij} \\implies |\\tilde D_{ii} - D_{ii}| \\le \\varepsilon "
           "D_{ii}",
    .hypotheses = {integer_parameter("n", "weights in a row", 1, 8),
                   rational_parameter("eps", "relative error", 0, Rational(99, 100)), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
