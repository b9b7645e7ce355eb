// PA-05 (iii): long intervals, e^x.
#include <algorithm>
#include <optional>

#include "attest/expoly/leading.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::polynomial::Interval;

const Precision p(128);

/// A ratio that should tend to 1 along its family.
struct Row {
  std::string name;
  Ball ratio;
};

/// The least degree, by the Bessel sandwich alone.
Ball degree(const Interval& I, const Rational& delta) {
  const expoly::BesselSandwich s(I, delta, p);
  const Ball target(delta, p);
  std::size_t upper = 0, lower = 0;
  while (!certainly(less_equal(s.upper(upper), target))) ++upper;
  for (std::size_t g = upper; g-- > 0 && lower == 0;)
    if (certainly(less(target, s.lower(g)))) lower = g + 1;
  return Ball::between(Rational(std::max<std::size_t>(lower, 1)), Rational(std::max<std::size_t>(upper, 1)), p);
}

constexpr bool all_rows = true;
constexpr const char* scope = "delta = 1/10, B = 10, 100, 1000, 10000";

std::vector<std::vector<Row>> families() {
  std::vector<Row> rows;
  for (const long B : {10, 100, 1000, 10000})
    rows.push_back({"d/(c0 B) at B = " + std::to_string(B),
                    div(degree(Interval(0, B), Rational(1, 10)), mul(expoly::leading_c0(p), Ball(B), p), p)});
  return {rows};
}

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  Truth all = Truth::yes;
  for (const auto& family : families()) {
    std::optional<Ball> before;
    for (const auto& row : family) {
      const Ball distance = abs(sub(row.ratio, Ball(1), p));
      if (before) all = all && less(distance, *before);
      before = distance;
      if (!all_rows && &row != &family.back()) continue;
      v.evidence += (v.evidence.empty() ? "" : "; ") + row.name + " " + to_text(row.ratio, 4);
    }
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (all == Truth::no) v.witness = "a row farther from 1 than the one before: " + v.evidence;
  v.evidence = "nearer to 1 in each row for certain: " + v.evidence;
  v.scope = scope;
  return v;
}

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
