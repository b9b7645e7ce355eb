// NUM-03: beyond order 3 the leading constant is proved as a lower bound of the degree.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  v.scope = "d = ln n, error 1/n, orders 4, 5, 6; degrees at n = 2^100 and kappa 1/8 above";
  Truth all = Truth::yes;
  const std::vector<std::string> stated{"5.085768", "16.90452", "50.25125"};
  for (std::size_t k = 4; k <= 6; ++k) {
    const Ball t = expoly::threshold(Route::optimum, k, 1, 1, bits);
    const Ball numbers = counted(Route::optimum, 100, t.upper() * Rational(9, 8)).at_least;
    all = all && rounds_to(t, stated[k - 4]) && less(Ball(k), numbers);
    v.evidence += (k == 4 ? "order 4: " : "; " + std::to_string(k) + ": ") + number(t, 12) + ", n^" +
                  number(numbers, 5) + " numbers and more";
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (v.status == Status::refuted) v.witness = v.evidence;
  return v;
}

const Registration registration({
    .id = "hard-threshold-optimum-orders",
    .paper = "Aggarwal & Alman 2022",
    .label = "threshold of the method, orders 4 to 6",
    .ledger = {"NUM-03", "PA-05"},
    .statement = "For d = ln n and error 1/n no polynomial in all monomials makes attention of order k = 4, 5, 6 "
                 "faster than n^{k-o(1)} once the logits reach kappa ln n, kappa = 5.085768, 16.90452, 50.25125.",
    .tex = "R_g\\ge J_{g+1}(\\kappa\\ln n)\\implies \\tbinom{d+g}{g}\\ge n^{k-1-o(1)}",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
