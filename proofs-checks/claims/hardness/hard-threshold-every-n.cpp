// NUM-03: for Taylor's polynomial the exponent is an upper bound for every n.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

/// n = 2^m, d = floor(C ln n), error 2^-s, s = ceil(a m) so that the exponent's a is s/m.
Truth holds(const Instance& x) {
  const auto m = static_cast<long>(x.size("m"));
  const Ball ln_n = ln_power_of_two(m);
  const Rational &C = x.rational("C"), &kappa = x.rational("kappa");
  const auto d = static_cast<long>(floor(C * ln_n.lower()));
  const auto s = static_cast<long>(ceil(x.rational("a") * Rational(m)));
  const Rational beta = round_to_bits(kappa * ln_n.upper(), 40) + Rational::power_of_two(-40);
  const auto g = static_cast<long>(expoly::taylor_relative_degree(Interval(-beta, beta), Rational::power_of_two(-s)));
  const Ball numbers = add(Ball(1), div(log(Ball(count::tight_rank(d, g)), bits), ln_n, bits), bits);
  return less_equal(numbers, expoly::exponent(Route::taylor, C, Rational(s, m), kappa, bits));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "log_n(n C(d+g, g)) at most 1 + f every time, g the least degree of Taylor's bound");
}

const Registration registration({
    .id = "hard-threshold-every-n",
    .paper = "Alman & Song 2023",
    .label = "time for every n",
    .ledger = {"NUM-03", "PA-12"},
    .statement = "With d <= C ln n, logits at most kappa ln n and error n^-a Taylor's polynomial takes C(d+g, g) <= "
                 "n^f columns for every n, not only in the limit.",
    .tex = "\\tbinom{d+g}{g}\\le n^{f(C,a,\\kappa)}",
    .hypotheses = {integer_parameter("m", "log2 n", 6, 600), rational_parameter("C", "d / ln n", Rational(1, 4), 4),
                   rational_parameter("a", "log_n of 1/error", Rational(1, 4), 4),
                   rational_parameter("kappa", "largest logit / ln n", Rational(1, 64), 2)},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
