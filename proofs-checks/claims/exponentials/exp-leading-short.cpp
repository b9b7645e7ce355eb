// PA-05 (i): short intervals, where the limit is reached very slowly.
#include <algorithm>
#include <optional>

#include "attest/expoly/leading.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::Exponential;
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
constexpr const char* scope =
    "B = 2, delta = 10^-digits, digits = 1000, 5000, 20000; and the leading exponent at B/L = 10^-k";

std::vector<std::vector<Row>> families() {
  std::vector<std::vector<Row>> all(3);
  for (const long digits : {1000, 5000, 20000}) {
    const Rational delta = pow(Rational(10), -digits);
    const Ball L = neg(log(Ball(delta, p), p));
    const Ball crude = div(L, log(div(L, Ball(2), p), p), p);
    const std::string name = std::to_string(digits) + " digits";
    all[0].push_back({"d(e^x) ln(L/B)/L at " + name, div(degree(Interval(0, 2), delta), crude, p)});
    all[1].push_back({"d(e^-x) at " + name, div(degree(Interval(-2, 0), delta), crude, p)});
  }
  for (const long k : {4, 10, 30, 100, 300}) {
    const Precision fine(1200);
    const Ball nu = expoly::leading_nu(Exponential::growing, pow(Rational(10), -k), fine);
    all[2].push_back({"nu_+(10^-" + std::to_string(k) + ") ln 10^" + std::to_string(k),
                      mul(nu, log(Ball(pow(Rational(10), k), p), p), p)});
  }
  return all;
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
