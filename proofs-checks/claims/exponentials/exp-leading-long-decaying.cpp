// PA-05 (ii): long intervals, e^{-x}.
#include "limit.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::polynomial::Interval;

std::vector<std::vector<Row>> families() {
  std::vector<Row> rows;
  for (const long digits : {5, 20, 80}) {
    const Rational delta = pow(Rational(10), -digits);
    const Ball L = neg(log(Ball(delta, limit_precision), limit_precision));
    const Rational B(floor(L.lower() * Rational(digits)));
    rows.push_back({"d/sqrt(B L) at B = " + to_text(B) + ", delta = 1e-" + std::to_string(digits),
                    div(sandwiched_degree(Interval(-B, 0), delta),
                        sqrt(mul(Ball(B, limit_precision), L, limit_precision), limit_precision), limit_precision)});
  }
  return {rows};
}

Verdict check(const Claim&, const Effort&) {
  return nearing_one(families(), "delta = 10^-digits, B = L digits rounded, digits = 5, 20, 80");
}

const Registration registration({
    .id = "exp-leading-long-decaying",
    .paper = "Aggarwal & Alman 2022",
    .label = "regime B = omega(ln(1/delta)), e^{-x}",
    .ledger = {"PA-05"},
    .statement = "For B = omega(L) and delta -> 0, L = ln(1/delta), the least degree of e^{-x} on [0, B] is (1 + o(1))"
                 " sqrt(B L).",
    .tex = "d_{B;\\delta}(e^{-x}) = (1 + o(1))\\sqrt{BL},\\quad B = \\omega(L),\\ \\delta \\to 0",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
