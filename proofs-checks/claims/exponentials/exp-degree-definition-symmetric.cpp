// PA-01, a trap: [-B, B] is not [0, B].
#include <algorithm>

#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

struct Degrees {
  expoly::DegreeBracket paper, variant;
};

Degrees degrees(const Instance& x) {
  const Rational &B = x.rational("B"), delta = pow(Rational(10), -static_cast<long>(x.size("digits")));
  return {expoly::bracket_degree(Interval(0, B), delta, ErrorKind::absolute),
          expoly::bracket_degree(Interval(-B, B), delta, ErrorKind::absolute)};
}

/// Degrees counted from 1.
Truth holds(const Instance& x) {
  const auto [a, b] = degrees(x);
  const auto least = [](std::size_t g) { return std::max<std::size_t>(g, 1); };
  if (least(a.upper.degree) < least(b.at_least()) || least(b.upper.degree) < least(a.at_least())) return Truth::no;
  return a.decided() && b.decided() ? Truth::yes : Truth::unknown;
}

Verdict check(const Claim& claim, const Effort& effort) {
  const Survey s = survey(claim.hypotheses, effort.instances(60), effort.seed, holds);
  Verdict v = verdict_of(s, "the two degrees agree every time");
  if (v.status != Status::refuted) return v;
  const auto [a, b] = degrees(*s.counterexample);
  const auto range = [](const expoly::DegreeBracket& d) {
    return std::to_string(d.at_least()) + ".." + std::to_string(d.upper.degree);
  };
  v.evidence +=
      " (delta = 10^-digits): least degree " + range(a) + " in absolute error on [0, B], " + range(b) + " on [-B, B]";
  v.repairs = {"exp-degree-definition"};
  return v;
}

const Registration registration({
    .id = "exp-degree-definition-symmetric",
    .paper = "Aggarwal & Alman 2022",
    .label = "definition, on [-B, B]",
    .ledger = {"PA-01"},
    .statement = "The least degree for e^x to within delta on [-B, B] is that on [0, B].",
    .tex = "\\min\\{\\deg p : \\sup_{|x| \\le B}|p(x)-e^x| < \\delta\\} = d_{B;\\delta}(e^x)",
    .hypotheses = {rational_parameter("B", "length of the interval", 1, 12),
                   integer_parameter("digits", "delta = 10^-digits", 1, 20)},
    .proof = "",
    .check = check,
});

}  // namespace
