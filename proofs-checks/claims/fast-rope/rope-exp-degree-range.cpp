// REV-P2-10: the degree grows with the range.
#include "attention_exact.hpp"
#include "attest/expoly/degree.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Doubling beta raises the least degree for certain; d over beta + L/ln(e + L/beta) stays within 1/4 .. 2.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Truth rising = Truth::yes, order = Truth::yes;
  std::optional<Rational> low, high;
  std::string shown;
  for (const long digits : {3, 6, 12}) {
    const Rational eps = pow(Rational(10), -digits);
    std::optional<std::size_t> before;
    std::string row;
    for (long beta = 1; beta <= 64; beta *= 2) {
      const auto b = expoly::bracket_degree(polynomial::Interval(-beta, beta), eps, expoly::ErrorKind::relative);
      if (before) rising = rising && (b.at_least() > *before ? Truth::yes : Truth::unknown);
      before = b.upper.degree;
      const Ball L = neg(log(Ball(eps, p), p)), range(beta);
      const Ball formula = add(range, div(L, log(add(exp(Ball(1), p), div(L, range, p), p), p), p), p);
      const Ball least = div(Ball(b.at_least()), formula, p), most = div(Ball(b.upper.degree), formula, p);
      order = order && less(Ball(Rational(1, 4), p), least) && less(most, Ball(2));
      low = low ? min(*low, least.lower()) : least.lower();
      high = high ? max(*high, most.upper()) : most.upper();
      row += (row.empty() ? "" : ", ") + std::to_string(b.upper.degree);
    }
    shown += (shown.empty() ? "" : "; ") + ("eps = 1e-" + std::to_string(digits)) + ": " + row;
  }
  Verdict v;
  v.scope = "beta = 1, 2, 4 .. 64, eps = 1e-3, 1e-6, 1e-12, relative error";
  v.evidence = "degrees " + shown + "; over beta + L/ln(e + L/beta) between " + to_decimal(*low, 3, Direction::down) +
               " and " + to_decimal(*high, 3, Direction::up);
  v.status = certainly(rising && order) ? Status::verified : Status::undecided;
  return v;
}

const Registration registration({
    .id = "rope-exp-degree-range",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "Lemma 3.1 and the range",
    .ledger = {"REV-P2-10"},
    .statement =
        "The least degree of a polynomial within relative error eps of exp on [-beta, beta] grows with beta, in the "
        "order of beta + L/ln(e + L/beta), L = ln(1/eps).",
    .tex = "g = \\Theta\\left(\\beta + \\frac{L}{\\ln(e + L/\\beta)}\\right)",
    .hypotheses = {},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
