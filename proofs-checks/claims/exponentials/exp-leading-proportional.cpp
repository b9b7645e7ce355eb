// PA-05 (iv): B proportional to ln(1/delta).
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

constexpr bool all_rows = false;  // the last of each family
constexpr const char* scope =
    "B = kappa L rounded to 2^-30, delta = 10^-digits, digits = 10, 50, 200; kappa = 1/10 .. 5";

std::vector<std::vector<Row>> families() {
  std::vector<std::vector<Row>> all;
  for (const Rational& kappa : {Rational(1, 10), Rational(1, 2), Rational(1), Rational(2), Rational(5)})
    for (const auto f : {Exponential::decaying, Exponential::growing}) {
      all.emplace_back();
      const Ball nu = expoly::leading_nu(f, kappa, p);
      for (const long digits : {10, 50, 200}) {
        const Rational delta = pow(Rational(10), -digits);
        const Ball L = neg(log(Ball(delta, p), p));
        const Rational B = round_to_bits(kappa * L.midpoint(), 30);
        const Ball d = degree(f == Exponential::growing ? Interval(0, B) : Interval(-B, 0), delta);
        const std::string name =
            std::string(f == Exponential::growing ? "e^x" : "e^-x") + ", kappa = " + to_text(kappa) + ", d/(nu L)";
        all.back().push_back({name, div(d, mul(nu, L, p), p)});
      }
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
    .id = "exp-leading-proportional",
    .paper = "Aggarwal & Alman 2022",
    .label = "regime B = kappa ln(1/delta)",
    .ledger = {"PA-05"},
    .statement = "For B = kappa L, L = ln(1/delta), the least degree of e^{+-x} on [0, B] is (nu_{+-}(kappa) + o(1)) "
                 "L.",
    .tex = "d_{\\kappa L;\\delta}(e^{\\pm x}) = (\\nu_\\pm(\\kappa) + o(1))\\,L",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
