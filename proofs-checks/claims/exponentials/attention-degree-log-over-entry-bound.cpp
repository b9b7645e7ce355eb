// P0-10 with the inner logarithm of L/B: too small a degree in the corner beta = L/omega.
#include <optional>

#include "attest/expoly/leading.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::Exponential;

const Precision p(256);

/// The corner L = e^{omega^2}, beta = L / omega, B = sqrt(beta), in units of L.
struct Corner {
  Ball needed, printed, route;
};
Corner corner(const Rational& omega) {
  const Ball w(omega, p), log_L = mul(w, w, p);
  // N = degree + 1 has N ln(4N/beta) >= L - beta, so N / L >= (1 - 1/omega) / ln(4 omega), or else N > L.
  const Ball share = div(Ball(1), w, p), one = exp(neg(log_L), p);
  const Ball needed = sub(div(sub(Ball(1), share, p), log(mul(Ball(4), w, p), p), p), one, p);
  // ln(L/B) = (ln L + ln omega) / 2.
  const Ball inner = div(add(log_L, log(w, p), p), Ball(2), p);
  return {needed, max(div(Ball(1), inner, p), share, p),
          expoly::leading_nu(Exponential::growing, Rational(2) / omega, p)};
}

Verdict check(const Claim&, const Effort&) {
  constexpr long most = 16, ratios = 9;
  Verdict v;
  v.status = Status::refuted;
  v.scope = "omega = 2^1 .. 2^" + std::to_string(most) + ", L = e^{omega^2}, B^2 = L/omega";
  std::string steps;
  for (long k = 0, j = 1; k <= ratios; ++k) {
    for (; j <= most; ++j) {
      const Corner c = corner(Rational::power_of_two(j));
      if (certainly(less(mul(c.printed, Ball(Rational::power_of_two(k), p), p), c.needed))) break;
    }
    if (j > most) v.status = Status::undecided;
    steps += (steps.empty() ? "" : ", ") + ("2^" + std::to_string(k)) + " from omega = 2^" + std::to_string(j);
  }
  const Rational omega = round_to_bits(sqrt(log(Ball(pow(Rational(10), 16), p), p), p).midpoint(), 40);
  const Corner c = corner(omega);
  v.evidence = "every polynomial needs more than the printed degree by a factor " + steps +
               "; at L = 1e16 the printed maximum is " + to_text(c.printed, 4) +
               " L, the route of the paper has leading degree " + to_text(c.route, 4) + " L";
  if (v.status != Status::refuted) return v;
  v.witness = "L = ln(1/eps) = e^{omega^2}, B^2 = L/omega, omega = 2, 4, 8, ...";
  v.repairs = {"attention-degree-log-over-squared"};
  return v;
}

const Registration registration({
    .id = "attention-degree-log-over-entry-bound",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.4, inner logarithm of L/B",
    .ledger = {"P0-10"},
    .statement = "With L = ln(1/eps), a polynomial of degree O(max{L/ln(L/B), B^2}) has relative error eps for exp on "
                 "[-B^2, B^2].",
    .tex =
        "g = O\\left(\\max\\left\\{\\frac{\\ln(1/\\varepsilon)}{\\ln(\\ln(1/\\varepsilon)/B)},\\ B^2\\right\\}\\right)",
    .hypotheses = {},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
