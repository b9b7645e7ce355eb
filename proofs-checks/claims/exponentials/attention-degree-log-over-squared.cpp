// P0-10 with the inner logarithm of L/beta, beta = B^2.
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

/// max{1 / ln omega, 1 / omega}: the printed maximum in units of L, beta = L / omega.
Ball printed(const Rational& omega) {
  const Ball w(omega, p);
  return max(div(Ball(1), log(w, p), p), div(Ball(1), w, p), p);
}

Verdict check(const Claim&, const Effort&) {
  const Ball constant(Rational(2), p);
  Verdict v;
  Truth all = Truth::yes;
  std::optional<Ball> degrees, limits;
  std::size_t cells = 0;
  for (const long omega : {2, 3, 4, 6, 8, 16, 64, 256})
    for (const long digits : {2, 5, 10, 30, 100, 300}) {  // the route of the paper: absolute error on [0, 2 beta]
      const Rational eps = pow(Rational(10), -digits);
      const Ball L = neg(log(Ball(eps, p), p));
      const Rational beta = round_to_bits(L.lower() / Rational(omega), 30);
      if (beta <= Rational(1)) continue;
      const expoly::BesselSandwich s(Interval(0, Rational(2) * beta), eps, p);
      std::size_t g = 0;
      while (!certainly(less_equal(s.upper(g), Ball(eps, p)))) ++g;
      const Ball unit = mul(L, printed(omega), p), ratio = div(Ball(g), unit, p);
      degrees = degrees ? hull(*degrees, ratio, p) : ratio;
      all = all && less_equal(ratio, constant);
      ++cells;
    }
  for (long k = 1; k <= 200; k += (k < 10 ? 1 : 10)) {  // and in the limit of large L
    const Rational omega = Rational::power_of_two(k);
    const Ball ratio =
        div(expoly::leading_nu(Exponential::growing, Rational(2) / omega, Precision(400)), printed(omega), p);
    limits = limits ? hull(*limits, ratio, p) : ratio;
    all = all && less_equal(ratio, constant);
  }
  v.status = all == Truth::yes ? Status::verified : Status::undecided;
  v.scope = std::to_string(cells) +
            " cells, eps = 1e-2 .. 1e-300, 1 < beta = L/omega, omega = 2 .. 256; leading degrees at omega = 2 .. 2^200";
  v.evidence = "degree of the paper's route over the printed maximum between " +
               to_decimal(degrees->lower(), 4, Direction::down) + " and " +
               to_decimal(degrees->upper(), 4, Direction::up) + "; leading degree over it between " +
               to_decimal(limits->lower(), 4, Direction::down) + " and " +
               to_decimal(limits->upper(), 4, Direction::up);
  return v;
}

const Registration registration({
    .id = "attention-degree-log-over-squared",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.4, inner logarithm of L/B^2",
    .ledger = {"P0-10"},
    .statement = "With L = ln(1/eps) >= 2 beta and beta = B^2 > 1, a polynomial of degree at most 2 max{L/ln(L/beta), "
                 "beta} has relative error eps for exp on [-beta, beta].",
    .tex = "g \\le 2\\max\\left\\{\\frac{\\ln(1/\\varepsilon)}{\\ln(\\ln(1/\\varepsilon)/\\beta)},\\ "
           "\\beta\\right\\},\\quad "
           "\\beta = B^2,\\ \\ln(1/\\varepsilon) \\ge 2\\beta",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
