// PA-03, edge delta >= 1/2: there degree 1 is enough for every B.
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

constexpr unsigned doublings = 9;  // B = 4^0 .. 4^9
const Precision p(128);

/// d_{B;delta}(e^{-x}), at least 1: the constant (1 + e^{-B})/2 where it is enough, else the bracket's upper side.
Ball degree_upper(const Rational& B, const Rational& delta) {
  // (1 - e^{-B})/2 < delta, written so that delta = 1/2 is no cancellation.
  if (certainly(less(Ball(Rational(1) - Rational(2) * delta, p), exp(Ball(-B, p), p)))) return Ball(1);
  const auto b = expoly::bracket_degree(Interval(-B, 0), delta, ErrorKind::absolute);
  return Ball(std::max<std::size_t>(b.upper.degree, 1));
}

/// The printed maximum, its second term only where L > B.
Ball formula(const Rational& B, const Rational& delta) {
  const Ball L = neg(log(Ball(delta, p), p)), length(B, p);
  const Ball root = sqrt(mul(length, L, p), p);
  if (!certainly(less(length, L))) return root;
  return max(root, div(L, log(div(L, length, p), p), p), p);
}

/// Does d / formula at B = 4^k stay below 2^{1-k} times its value at B = 1 up to the last k?
bool falls(const Rational& delta) {
  const Ball first = div(degree_upper(1, delta), formula(1, delta), p);
  for (unsigned k = 0; k <= doublings; ++k) {
    const Rational B = Rational::power_of_two(2 * k);
    const Ball bound = mul(first, Ball(Rational::power_of_two(1 - static_cast<long>(k)), p), p);
    if (!certainly(less(div(degree_upper(B, delta), formula(B, delta), p), bound))) return false;
  }
  return true;
}

Verdict check(const Claim&, const Effort&) {
  const std::vector<Rational> grid{Rational(1, 1000), Rational(1, 100), Rational(1, 10), Rational(1, 4), Rational(2, 5),
                                   Rational(1, 2),    Rational(3, 5),   Rational(3, 4),  Rational(9, 10)};
  Verdict v;
  v.scope = "B = 4^0 .. 4^" + std::to_string(doublings) + ", 9 values delta = 1/1000 .. 9/10";
  std::string found;
  std::optional<Rational> least;
  for (const auto& delta : grid) {
    if (!falls(delta)) continue;
    if (!least) least = delta;
    found += (found.empty() ? "" : ", ") + to_text(delta);
  }
  v.status = Status::undecided;
  v.evidence = "d / formula falls without bound for no delta of the grid";
  if (!least) return v;
  const Rational B = Rational::power_of_two(2 * doublings);
  v.status = Status::refuted;
  v.witness = "delta = " + to_text(*least) + ", B = 4^k, k = 0, 1, 2, ...: d = 1, formula = 2^k sqrt(ln(1/delta))";
  v.evidence = "d / formula falls as 2^-k at B = 4^k for delta = " + found +
               " and no other of the grid; at delta = " + to_text(*least) + ", B = " + to_text(B) +
               " d <= " + to_text(degree_upper(B, *least).upper()) + " and the formula is " +
               to_text(formula(B, *least), 6);
  v.repairs = {"exp-degree-decaying-repaired"};
  return v;
}

const Registration registration({
    .id = "exp-degree-decaying-theta",
    .paper = "Aggarwal & Alman 2022",
    .label = "theorem for e^{-x}, every delta < 1",
    .ledger = {"PA-03"},
    .statement = "For all B >= 1 and 0 < delta < 1 the least degree for e^{-x} on [0, B] to within delta is of the "
                 "order max{sqrt(B L), L/ln(L/B)}, L = ln(1/delta), the second term only where L > B.",
    .tex = "d_{B;\\delta}(e^{-x}) = \\Theta\\left(\\max\\left\\{\\sqrt{B\\ln(1/\\delta)},\\ "
           "\\frac{\\ln(1/\\delta)}{\\ln(B^{-1}\\ln(1/\\delta))}\\right\\}\\right)",
    .hypotheses = {},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
