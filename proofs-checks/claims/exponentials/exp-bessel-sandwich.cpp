// The Bessel sandwich of the least absolute error, against certified errors of real polynomials.
#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/error.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

/// The functional behind the lower side, evaluated: (1/N) sum'' (-1)^j e^{x_j}, x_j = m + h cos(j pi / N).
Ball functional(const Interval& I, std::size_t N, Precision p) {
  Ball sum;
  for (std::size_t j = 0; j <= N; ++j) {
    const Ball angle = cos_pi(Rational(j) / Rational(N), p);
    const Ball x = add(Ball(I.midpoint(), p), mul(Ball(I.half_width(), p), angle, p), p);
    const Ball term = exp(x, p);
    const Ball weighted = j == 0 || j == N ? div(term, Ball(2), p) : term;
    sum = j % 2 ? sub(sum, weighted, p) : add(sum, weighted, p);
  }
  return div(abs(sum), Ball(N), p);
}

/// Three facts: the lower side is the value of the functional (norm 1, zero on degree <= g) at exp; the best
/// constant's error, sinh(h) e^m, is not below the lower side at g = 0; and no certified error of a Chebyshev
/// truncation is below the lower or above the upper side.
Truth holds(const Instance& x) {
  const Interval I(-x.rational("B"), x.rational("B") * x.rational("skew"));
  const std::size_t g = x.size("g");
  const Precision p(256);
  const expoly::BesselSandwich s(I, pow(Rational(10), -60), p);
  const Ball slack(Rational::power_of_two(-180), p);
  const Truth value = less(abs(sub(functional(I, g + 1, p), s.lower(g), p)), slack);
  const Ball half = exp(Ball(I.half_width(), p), p);
  const Ball constant = mul(exp(Ball(I.midpoint(), p), p), div(sub(half, div(Ball(1), half, p), p), Ball(2), p), p);
  const Truth best = less(s.lower(0), add(constant, slack, p)) && less(constant, add(s.upper(0), slack, p));
  const auto e = expoly::certify_error(expoly::chebyshev_truncation(I, g, 220).p, I, ErrorKind::absolute,
                                       Rational(1, 100), Budget{});
  if (!e.decided()) return Truth::unknown;
  const Truth truncation = less(s.lower(g), add(Ball(e.value().upper, p), slack, p)) &&
                           less(Ball(e.value().lower, p), add(s.upper(g), slack, p));
  return value && best && truncation;
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(30), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  int decided = 0, cells = 0;
  for (const long B : {1, 2, 4, 8, 16, 32, 64})
    for (const long digits : {3, 6, 12, 30, 100}) {
      const auto b = expoly::bracket_degree(Interval(-B, B), pow(Rational(10), -digits), ErrorKind::absolute);
      ++cells;
      decided += b.decided() && b.upper.route == "chebyshev" && (!b.lower || b.lower->route == "sandwich");
    }
  v.evidence =
      "the lower side is the value of the norm-1 functional to 2^-180, and no certified error of a truncation is below "
      "it or above the upper side; the sandwich alone decides the "
      "least degree in " +
      std::to_string(decided) + " of " + std::to_string(cells) + " cells B = 1..64, eps = 1e-3..1e-100";
  return v;
}

const Registration registration({
    .id = "exp-bessel-sandwich",
    .paper = "attest",
    .label = "Bessel sandwich",
    .ledger = {"PA-06", "PA-07"},
    .statement = "The least absolute error E_g of a polynomial of degree g for exp on [-B, B] satisfies 2(I_N + I_3N + "
                 "...)(B) <= E_g <= "
                 "2(I_N + I_{N+1} + ...)(B) with N = g+1; on [a, b] with B = (b-a)/2 both sides gain e^{(a+b)/2}.",
    .tex = "2\\sum_{j\\ \\mathrm{odd}} I_{jN}(B) \\le E_g(B) \\le 2\\sum_{k > g} I_k(B),\\quad N = g+1",
    .hypotheses = {rational_parameter("B", "left end is -B", Rational(1, 4), 10),
                   rational_parameter("skew", "right end is skew B", 0, 2), integer_parameter("g", "degree", 0, 24)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
