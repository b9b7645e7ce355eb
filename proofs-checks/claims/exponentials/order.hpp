#pragma once

// PA-03 and PA-04, repaired: the least degree against a first term plus L/ln(e + L/B), L = ln(1/delta).
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger {

/// Is least < d / (first + L/ln(e + L/B)) < most on every cell of a grid?  `interval` is where e^x is taken, `name`
/// what the first term is called.
inline Verdict of_the_order(const std::function<polynomial::Interval(const Rational& B)>& interval,
                            const std::function<Ball(const Ball& B, const Ball& L, Precision p)>& first,
                            const std::string& name, const Rational& above_this, const Rational& below_this) {
  const Precision p(128);
  const Ball least(above_this, p), most(below_this, p);
  std::vector<Rational> deltas{Rational(1, 4)};
  for (const long digits : {1, 2, 4, 10, 20, 40, 100}) deltas.push_back(pow(Rational(10), -digits));
  Verdict v;
  Truth all = Truth::yes;
  std::optional<Rational> low, high;
  std::size_t cells = 0;
  for (const auto& delta : deltas)
    for (const long B : {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 32, 64, 128}) {
      const Ball L = neg(log(Ball(delta, p), p)), length(Rational(B), p);
      const Ball second = div(L, log(add(exp(Ball(1), p), div(L, length, p), p), p), p);
      const Ball formula = add(first(length, L, p), second, p);
      const auto b = expoly::bracket_degree(interval(Rational(B)), delta, expoly::ErrorKind::absolute);
      const auto at = [&](std::size_t d) { return div(Ball(std::max<std::size_t>(d, 1)), formula, p); };
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
    v.evidence = "d / (" + name + " + L/ln(e + L/B)) between " + to_decimal(*low, 4, Direction::down) + " and " +
                 to_decimal(*high, 4, Direction::up) + " on every cell of the grid";
  return v;
}

}  // namespace attest::ledger
