// P0-06: a relative error below 1 keeps the entries positive, so non-negativity need not be asked for.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Entries of A~ = A (1 + e), e in [-eps, eps], ends included: all positive, none below (1 - eps) A.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  const Rational& eps = x.rational("eps");
  bool positive = true;
  for (std::size_t entry = 0; entry < n * n; ++entry) {
    const Rational a = sampler.between(Rational(1, 1000), 10);
    const Rational approximate = a * (Rational(1) + sampler.between(-eps, eps));
    positive = positive && Rational(0) < approximate && (Rational(1) - eps) * a <= approximate;
  }
  return truth(positive);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(300), effort.seed, holds),
                    "every entry at least (1 - eps) A > 0, the lower end attained; eps = 1 allows an entry 0, so a row "
                    "sum 0");
}

const Registration registration({
    .id = "rank-approximation-nonnegative",
    .paper = "Alman & Song 2023",
    .label = "Definition 3.1",
    .ledger = {"P0-06"},
    .statement =
        "If A > 0 and |A~ - A| <= eps A in every entry with eps < 1, then A~ > 0: an (eps, r)-approximation of "
        "attention is non-negative without being asked to be.",
    .tex =
        "A > 0,\\ |\\tilde A_{ij} - A_{ij}| \\le \\varepsilon A_{ij},\\ \\varepsilon < 1 \\implies \\tilde A_{ij} \\ge "
        "(1-\\varepsilon)A_{ij} > 0",
    .hypotheses = {integer_parameter("n", "rows", 1, 6),
                   rational_parameter("eps", "relative error", Rational(1, 1000), Rational(999, 1000)),
                   seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
