// PA-05 (iii): long intervals, e^x.
#include "attest/expoly/leading.hpp"
#include "limit.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::polynomial::Interval;

std::vector<std::vector<Row>> families() {
  std::vector<Row> rows;
  for (const long B : {10, 100, 1000, 10000})
    rows.push_back({"d/(c0 B) at B = " + std::to_string(B),
                    div(sandwiched_degree(Interval(0, B), Rational(1, 10)),
                        mul(expoly::leading_c0(limit_precision), Ball(B), limit_precision), limit_precision)});
  return {rows};
}

Verdict check(const Claim&, const Effort&) { return nearing_one(families(), "delta = 1/10, B = 10, 100, 1000, 10000"); }

const Registration registration({
    .id = "exp-leading-long-growing",
    .paper = "Aggarwal & Alman 2022",
    .label = "regime B = omega(ln(1/delta)), e^x",
    .ledger = {"PA-05"},
    .statement = "For B = omega(L), L = ln(1/delta), the least degree of e^x on [0, B] is (c0 + o(1)) B, c0 = "
                 "sinh(s0)/2, s0 tanh(s0/2) = 1.",
    .tex = "d_{B;\\delta}(e^{x}) = (c_0 + o(1))\\,B,\\quad c_0 = \\tfrac12\\sinh s_0,\\ s_0\\tanh\\tfrac{s_0}{2} = 1",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
