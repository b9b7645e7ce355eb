// P1-06: the degree that order k needs, beta = B^k.
#include "attest/expoly/degree.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

const Rational least(1, 2), most(2);

/// Least degree in relative error on [-B^k, B^k] against B^k + L/ln(e + L/B^k), L = ln(1/eps), cell by cell.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Verdict v;
  Truth all = Truth::yes;
  std::optional<Rational> low, high;
  std::size_t cells = 0;
  for (const Rational& B : {Rational(1), Rational(3, 2), Rational(2), Rational(3)})
    for (const long k : {2, 3, 4})
      for (const long digits : {1, 2, 4, 10, 20, 40}) {
        if (k > 2 && B == Rational(1)) continue;  // the same cell
        const Rational beta = pow(B, k), eps = pow(Rational(10), -digits);
        if (beta > Rational(64)) continue;
        const Ball L = neg(log(Ball(eps, p), p)), length(beta, p);
        const Ball formula = add(length, div(L, log(add(exp(Ball(1), p), div(L, length, p), p), p), p), p);
        const auto b = expoly::bracket_degree({-beta, beta}, eps, expoly::ErrorKind::relative);
        const Ball below = div(Ball(b.at_least()), formula, p), above = div(Ball(b.upper.degree), formula, p);
        const Truth inside = less(Ball(least, p), below) && less(above, Ball(most, p));
        const Truth outside = less(above, Ball(least, p)) || less(Ball(most, p), below);
        if (!certainly(inside) && all == Truth::yes)
          v.evidence = "B = " + to_text(B) + ", k = " + std::to_string(k) + ", eps = " + to_text(eps) + ": " +
                       to_text(below, 4) + " .. " + to_text(above, 4);
        all = all && (certainly(inside) ? Truth::yes : (certainly(outside) ? Truth::no : Truth::unknown));
        if (!low || below.lower() < *low) low = below.lower();
        if (!high || *high < above.upper()) high = above.upper();
        ++cells;
      }
  v.scope = std::to_string(cells) + " cells, B = 1, 3/2, 2, 3, k = 2, 3, 4, B^k <= 64, eps = 1e-1 .. 1e-40";
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (all == Truth::no) v.witness = v.evidence;
  if (all == Truth::yes)
    v.evidence = "least degree / (B^k + L/ln(e + L/B^k)) between " + to_decimal(*low, 4, Direction::down) + " and " +
                 to_decimal(*high, 4, Direction::up) + " on every cell";
  return v;
}

const Registration registration({
    .id = "tensor-degree",
    .paper = "Alman & Song, Kronecker attention",
    .label = "degree for order k, uniform form",
    .ledger = {"P1-06"},
    .statement = "The least degree of a polynomial within relative error eps of exp on [-B^k, B^k] is between 1/2 and "
                 "2 times B^k + L/ln(e + L/B^k), L = ln(1/eps); for order 3, B^3.",
    .tex = "g = \\Theta\\Big(B^k + \\frac{L}{\\ln(e + L/B^k)}\\Big),\\quad L = \\ln(1/\\varepsilon)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
