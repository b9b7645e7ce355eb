// PA-09: logits kappa log n with a small kappa.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

/// (exponent - 1) ln(1/kappa) / ln ln(1/kappa), at most 4 and falling.
Verdict check(const Claim&, const Effort&) {
  Verdict v;
  v.scope = "kappa = 10^-1, 10^-2, 10^-5, .., 10^-1000, d = ln n, error 1/n, three routes";
  Truth all = Truth::yes;
  for (const Route route : {Route::taylor, Route::paper, Route::optimum}) {
    Ball before(4);
    for (const long j : {1, 2, 5, 10, 30, 100, 300, 1000}) {
      const Rational kappa = pow(Rational(10), -j);
      const Ball l = mul(Ball(j), log(Ball(10), bits), bits);
      const Ball excess = sub(expoly::exponent(route, 1, 1, kappa, bits), Ball(1), bits);
      const Ball ratio = div(mul(excess, l, bits), log(l, bits), bits);
      all = all && less(ratio, before);
      before = ratio;
      if (j == 2 || j == 30 || j == 1000)
        v.evidence += (v.evidence.empty() ? "" : "; ") + std::string(expoly::to_text(route)) + " at 10^-" +
                      std::to_string(j) + ": " + number(ratio, 5);
    }
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (v.status == Status::refuted) v.witness = v.evidence;
  return v;
}

const Registration registration({
    .id = "hard-threshold-vanishing",
    .paper = "Aggarwal & Alman 2022",
    .label = "abstract, B = kappa log n",
    .ledger = {"PA-09", "NUM-03"},
    .statement = "For logits at most kappa ln n, d = ln n and error 1/n the method takes n^{1+e}, e <= 4 ln "
                 "ln(1/kappa) / ln(1/kappa) for kappa <= 1/10; the 4 falls towards 1.",
    .tex = "n^{1+O(\\log\\log\\kappa^{-1}/\\log\\kappa^{-1})}",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
