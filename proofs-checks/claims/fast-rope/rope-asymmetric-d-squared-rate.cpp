// P2-29: what C(d^2+g, g) terms would cost.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(256);

/// Does every polynomial of degree g = floor(L / ln L) miss relative error 1/n for exp on [-1, 1]?  The absolute error
/// is at least 2 I_{g+1}(1) >= 2 (1/2)^N / N!, N = g+1, the relative one at least 1/e of it, and N! <= e N (N/e)^N.
Truth too_low(const Ball& L, const Integer& g) {
  const Ball N{Integer(g + 1)}, two_log = log(Ball(2), p);
  const Ball factorial = add(add(Ball(1), log(N, p), p), mul(N, sub(log(N, p), Ball(1), p), p), p);
  const Ball error = sub(sub(sub(two_log, mul(N, two_log, p), p), factorial, p), Ball(1), p);
  return less(neg(L), error);
}
/// C(d^2+g, g) >= ((d^2+g)/g)^g: its log_n from below, d = L.
Ball exponent_lower(const Ball& L, const Integer& g) {
  const Ball G(g);
  return div(mul(G, log(div(add(mul(L, L, p), G, p), G, p), p), p), L, p);
}

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  Truth all = Truth::yes;
  std::string figures;
  constexpr long first = 14, last = 120;
  for (long j = first; j <= last; ++j) {
    const Ball L(Rational::power_of_two(j), p);
    const Integer g = floor(div(L, log(L, p), p).lower());
    const Ball exponent = exponent_lower(L, g);
    all = all && too_low(L, g) && less(Ball(1), exponent);
    if (j == first || j == 40 || j == last)
      figures += (figures.empty() ? "" : ", ") + to_decimal(exponent.lower(), 5, Direction::down) + " at ln n = 2^" +
                 std::to_string(j);
  }
  v.scope = "d = ln n, beta = 1, eps = 1/n, n = exp(2^14) .. exp(2^120)";
  v.status = all == Truth::yes ? Status::refuted : Status::undecided;
  v.evidence =
      "log_n C(d^2+g, g) stays above 1 (" + figures + ") although degree g = floor(ln n / ln ln n) is still too low";
  if (v.status != Status::refuted) return v;
  v.witness = "d = ln n, beta = 1, eps = 1/n: n C(d^2+g, g) > n^2";
  v.repairs = {"rope-grouped-terms", "rope-grouped-count-smaller"};
  return v;
}

const Registration registration({
    .id = "rope-asymmetric-d-squared-rate",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "reply on linear attention: a worse bound which only applies for smaller B",
    .ledger = {"P2-29"},
    .statement = "With C(d^2+g, g) terms the method is still almost linear for d = ln n, bounded scores and eps = 1/n: "
                 "C(d^2+g, g) = n^{o(1)} for the degree g that eps asks for.",
    .tex = "\\binom{d^2+g}{g} = n^{o(1)},\\quad d = \\ln n,\\ \\beta = 1,\\ \\varepsilon = 1/n",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
