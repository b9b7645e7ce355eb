// P0-12: the error after normalization is at most (eps_A + eps_D) B; true, and never attained.
#include "attest/attention/normalization.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// A random row, its perturbation with signs that hurt, and values in [-B, B].
attention::NormalizationInstance random_instance(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  attention::NormalizationInstance row{RationalMatrix(1, n), RationalMatrix(1, n), RationalMatrix(n, 1)};
  for (std::size_t j = 0; j < n; ++j) {
    const Rational a = sampler.between(Rational(1, 1000), 4), v = sampler.between(-x.rational("B"), x.rational("B"));
    const Rational error = sampler.below(4) ? Rational(v.sign()) : sampler.between(-1, 1);
    row.a.set(0, j, a);
    row.perturbed.set(0, j, a * (Rational(1) + x.rational("eps") * error));
    row.v.set(j, 0, v);
  }
  return row;
}

Rational error_of(const attention::NormalizationInstance& row) {
  return abs(attention::normalized(row.perturbed, row.v) - attention::normalized(row.a, row.v));
}

Truth holds(const Instance& x) {
  return truth(error_of(random_instance(x)) <= Rational(2) * x.rational("eps") * x.rational("B"));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(500), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  const Rational eps(1, 100);
  const Rational papers = Rational(2) * eps;
  const Ball sharp = attention::normalization_constant(eps, Precision(128));
  if (!certainly(less(sharp, Ball(papers, Precision(128))))) return v;
  v.status = Status::loose;
  v.evidence = "never exceeded; at eps = " + to_text(eps) + " the sharp constant is at most " +
               to_decimal(sharp.upper(), 8, Direction::up) + ", the papers' is " + to_text(papers);
  v.repairs = {"softmax-normalization-sharp"};
  return v;
}

const Registration registration({
    .id = "softmax-normalization",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.6",
    .ledger = {"P0-12"},
    .statement = "If |A~ - A| <= eps A entrywise, D~ = diag(A~ 1) and the values are at most B, then D~^{-1} A~ V is "
                 "within 2 eps B "
                 "of D^{-1} A V.",
    .tex = "\\|\\tilde D^{-1}\\tilde A V - D^{-1} A V\\|_{\\max} \\le (\\varepsilon_A + \\varepsilon_D) B",
    .hypotheses = {integer_parameter("n", "weights in a row", 1, 6),
                   rational_parameter("eps", "relative error", Rational(1, 100), Rational(9, 10)),
                   rational_parameter("B", "bound of the values", Rational(1, 2), 4), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
