// REV-P2-33: does Taylor's polynomial cancel at most a factor e^{2 beta}?
#include "attention_exact.hpp"
#include "attest/expoly/taylor.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// sum |c_i| x^i / |P(-x)| at x = beta, exactly, against e^{2 beta}.
Verdict check(const Claim&, const Effort&) {
  const Precision p(192);
  const std::string scope = "g = 0, 1, .. 9, beta = 1/4, 1/2, .. 4, smallest degree first";
  for (std::size_t g = 0; g < 10; ++g)
    for (long quarter = 1; quarter <= 16; ++quarter) {
      const Rational beta(quarter, 4);
      const auto P = expoly::taylor(g);
      const Rational value = P(-beta);
      if (value.sign() == 0) continue;
      const Rational cancelled = P(beta) / abs(value);
      const Ball bound = exp(Ball(Rational(2) * beta, p), p);
      if (certainly(less(bound, Ball(cancelled, p))))
        return refuted(scope, "g = " + std::to_string(g) + ", beta = " + to_text(beta),
                       "cancellation " + to_text(cancelled) + ", e^{2 beta} in " + to_text(bound, 6),
                       {"rope-stability-repaired"});
    }
  return undecided(scope, "the bound was never exceeded");
}

const Registration registration({
    .id = "rope-stability",
    .paper = "attest",
    .label = "cancellation at most e^{2 beta}, Taylor",
    .ledger = {"REV-P2-33"},
    .statement =
        "Evaluating Taylor's polynomial of any degree on [-beta, beta] cancels at most the factor e^{2 beta}, that is "
        "2 beta/ln 10 digits.",
    .tex = "\\sum_i \\frac{\\beta^i}{i!} \\Big/ |P_g(-\\beta)| \\le e^{2\\beta}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
