// NUM-03: the threshold of the least degree, whatever the polynomial.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  Verdict v = at_thresholds(Route::optimum, {"0.06330204", "1.120996"});
  for (const long k : {2L, 3L}) {
    const Ball t = expoly::threshold(Route::optimum, static_cast<std::size_t>(k), 1, 1, bits);
    const Ball g = expoly::degree_constant(Route::optimum, 1, t.midpoint(), bits);
    if (v.status == Status::verified && !certainly(expoly::optimum_attained(g, t, bits))) v.status = Status::undecided;
  }
  return v;
}

const Registration registration({
    .id = "hard-threshold-optimum",
    .paper = "Aggarwal & Alman 2022",
    .label = "threshold of the method",
    .ledger = {"NUM-03", "PA-05", "P0-22", "P1-31"},
    .statement = "For d = ln n and error 1/n, with polynomials of the least degree in relative error attention of "
                 "order 2 (3) takes fewer than n^2 (n^3) numbers while the logits stay below kappa ln n, kappa = "
                 "0.06330204, 1.120996, and more above: all monomials of that degree leave nothing to gain.",
    .tex = "g\\,\\mathrm{acosh}\\tfrac g\\kappa-\\sqrt{g^2-\\kappa^2}=1,\\quad \\ln(1+g)+g\\ln(1+\\tfrac1g)=k-1",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
