// PA-04, repaired: uniform in B >= 1 and delta <= 1/4.
#include <algorithm>
#include <optional>

#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

const Precision p(128);

/// B + L / ln(e + L/B).
Ball formula(const Rational& B, const Rational& delta) {
  const Ball L = neg(log(Ball(delta, p), p)), length(B, p);
  const Ball second = div(L, log(add(exp(Ball(1), p), div(L, length, p), p), p), p);
  return add(length, second, p);
}

Verdict check(const Claim&, const Effort&) {
  const Ball least(Rational(1, 3), p), most(Rational(3, 2), p);
  std::vector<Rational> deltas{Rational(1, 4)};
  for (const long digits : {1, 2, 4, 10, 20, 40, 100}) deltas.push_back(pow(Rational(10), -digits));
  Verdict v;
  Truth all = Truth::yes;
  std::optional<Rational> low, high;
  std::size_t cells = 0;
  for (const auto& delta : deltas)
    for (const long B : {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 32, 64, 128}) {
      if (B > 64 && delta < pow(Rational(10), -10)) continue;  // slow
      const auto b = expoly::bracket_degree(Interval(0, B), delta, ErrorKind::absolute);
      const auto at = [&](std::size_t d) { return div(Ball(std::max<std::size_t>(d, 1)), formula(B, delta), p); };
      const Ball below = at(b.at_least()), above = at(b.upper.degree);
      const Truth inside = less(least, below) && less(above, most);
      if (!certainly(inside) && all == Truth::yes)
        v.evidence = "not inside at B = " + std::to_string(B) + ", delta = " + to_text(delta) + ": " +
                     to_text(below, 4) + " .. " + to_text(above, 4);
      // Outside for certain only by the side that stands for it.
      all = all && (certainly(inside) ? inside : less_equal(least, above) && less_equal(below, most) && Truth::unknown);
      if (!low || below.lower() < *low) low = below.lower();
      if (!high || *high < above.upper()) high = above.upper();
      ++cells;
    }
  v.scope = std::to_string(cells) + " cells, B = 1 .. 128, delta = 1/4 .. 1e-100";
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (all == Truth::no) v.witness = v.evidence;
  if (all == Truth::yes)
    v.evidence = "d / (B + L/ln(e + L/B)) between " + to_decimal(*low, 4, Direction::down) + " and " +
                 to_decimal(*high, 4, Direction::up) + " on every cell of the grid";
  return v;
}

const Registration registration({
    .id = "exp-degree-growing-repaired",
    .paper = "attest",
    .label = "Theta for e^x, uniform",
    .ledger = {"PA-04"},
    .statement = "For delta <= 1/4 and B >= 1, L = ln(1/delta), the least degree for e^x on [0, B] to within delta is "
                 "between 1/3 and 3/2 times B + L/ln(e + L/B).",
    .tex =
        "\\tfrac13 \\le \\frac{d_{B;\\delta}(e^{x})}{B + L/\\ln(e + L/B)} \\le \\tfrac32,\\quad \\delta \\le \\tfrac14",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
