// PA-05 (i): short intervals, where the limit is reached very slowly.
#include "attest/expoly/leading.hpp"
#include "limit.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::Exponential;
using attest::polynomial::Interval;

std::vector<std::vector<Row>> families() {
  std::vector<std::vector<Row>> all(3);
  for (const long digits : {1000, 5000, 20000}) {
    const Rational delta = pow(Rational(10), -digits);
    const Ball L = neg(log(Ball(delta, limit_precision), limit_precision));
    const Ball crude = div(L, log(div(L, Ball(2), limit_precision), limit_precision), limit_precision);
    const std::string name = std::to_string(digits) + " digits";
    all[0].push_back(
        {"d(e^x) ln(L/B)/L at " + name, div(sandwiched_degree(Interval(0, 2), delta), crude, limit_precision)});
    all[1].push_back({"d(e^-x) at " + name, div(sandwiched_degree(Interval(-2, 0), delta), crude, limit_precision)});
  }
  for (const long k : {4, 10, 30, 100, 300}) {
    const Precision fine(1200);
    const Ball nu = expoly::leading_nu(Exponential::growing, pow(Rational(10), -k), fine);
    all[2].push_back({"nu_+(10^-" + std::to_string(k) + ") ln 10^" + std::to_string(k),
                      mul(nu, log(Ball(pow(Rational(10), k), limit_precision), limit_precision), limit_precision)});
  }
  return all;
}

Verdict check(const Claim&, const Effort&) {
  return nearing_one(families(),
                     "B = 2, delta = 10^-digits, digits = 1000, 5000, 20000; and the leading exponent at B/L = 10^-k");
}

const Registration registration({
    .id = "exp-leading-short",
    .paper = "Aggarwal & Alman 2022",
    .label = "regime B = o(ln(1/delta))",
    .ledger = {"PA-05"},
    .statement = "For B = o(L), L = ln(1/delta), the least degrees of e^x and e^{-x} on [0, B] are (1 + o(1)) "
                 "L/ln(L/B).",
    .tex = "d_{B;\\delta}(e^{\\pm x}) = (1 + o(1))\\,\\frac{L}{\\ln(L/B)},\\quad B = o(L)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
