// P0-19: Gap-MaxIP as softmax attention with non-negative entries.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Truth holds(const Instance& x) { return small_error(x, 2); }

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "every row from the definition in balls, against the largest product of its query by brute force");
}

const Registration registration({
    .id = "hard-attention-small-error-order-2",
    .paper = "Alman & Song 2023",
    .label = "lower bound, reduction to attention",
    .ledger = {"P0-19"},
    .statement = "Q = beta (a, 1), K = (b, 0) and n dummies (0, 1), V = (1; 0), beta >= (2d/(t - m)) ln(8n): a row is "
                 "at least 4 nu where a product reaches t, at most nu = e^{beta m/(2d) - beta/2} where none exceeds m "
                 "= floor((1 - eps) t); every additive error up to e^{-beta/2} is tolerable.",
    .tex = "y_i\\ge\\frac{e^{\\beta t/(2d)}}{2n\\tau}\\ge4\\nu\\quad\\text{or}\\quad y_i\\le\\nu=e^{\\beta "
           "m/(2d)}/\\tau,\\ \\tau=e^{\\beta/2}",
    .hypotheses = hypotheses(1, 0),
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
