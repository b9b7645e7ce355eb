// P1-10: the division lemma of order k, with B^{k-1}.
#include "tensor_normalization.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k");
  const Rational &eps = x.rational("eps"), &B = x.rational("B");
  const Row r = random_row(sampler, x.size("n"), boxes(k, B));
  return truth(worst_error(r.row, eps) <= Rational(2) * eps * pow(B, static_cast<long>(k) - 1));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  const Rational eps(1, 100);
  const Ball sharp = attention::normalization_constant(eps, Precision(128));
  v.evidence = "never exceeded";
  if (!certainly(less(sharp, Ball(Rational(2) * eps, Precision(128))))) return v;
  v.status = Status::loose;
  v.evidence += "; at eps = 1/100 the sharp factor of B^{k-1} is at most " +
                to_decimal(sharp.upper(), 8, Direction::up) + ", here it is " + to_text(Rational(2) * eps);
  v.repairs = {"tensor-normalization-sharp"};
  return v;
}

const Registration registration({
    .id = "tensor-normalization",
    .paper = "Alman & Song, Kronecker attention",
    .label = "division lemma, with B^{k-1}",
    .ledger = {"P1-10"},
    .statement = "If |A~ - A| <= eps A on all n^{k-1} entries of a row, D~ = diag(A~ 1) and the entries of V1, .., "
                 "V_{k-1} are at most B, then D~^{-1} A~ (V1 (/) .. (/) V_{k-1}) is within 2 eps B^{k-1} of D^{-1} A "
                 "(V1 (/) .. (/) V_{k-1}); for order 3 that is 2 eps B^2.",
    .tex = "\\|\\tilde D^{-1}\\tilde A(V_1\\oslash V_2) - D^{-1}A(V_1\\oslash V_2)\\|_{\\max} \\le 2\\varepsilon B^2",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows of each V", 1, 2),
                   rational_parameter("eps", "relative error", Rational(1, 100), Rational(9, 10)),
                   rational_parameter("B", "bound of the values", Rational(1, 2), 4), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
