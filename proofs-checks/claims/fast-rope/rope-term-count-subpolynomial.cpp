// P2-24: how slowly the number of terms becomes n^{o(1)}.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(192);

/// C(s+g, g) g^g <= (e (s+g))^g, in balls.
Truth bounded(long s, long g) {
  const Ball left = mul(Ball(count::rope_terms(s, g)), pow(Ball(g), static_cast<unsigned long>(g), p), p);
  return less_equal(left, pow(mul(exp(Ball(1), p), Ball(s + g), p), static_cast<unsigned long>(g), p));
}
/// log_n of the bound at |S| = 2L, g = L / ln L, L = ln n: (1 + ln(1 + 2 ln L)) / ln L.
Ball exponent(const Ball& L) {
  const Ball l = log(L, p);
  return div(add(Ball(1), log(add(Ball(1), mul(Ball(2), l, p), p), p), p), l, p);
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (long s = 1; s <= 40; ++s)
    for (long g = 1; g <= 40; ++g)
      sweep(bounded(s, g), [&] { return "|S| = " + std::to_string(s) + ", g = " + std::to_string(g); });
  std::string below;
  Rational wanted(1);
  constexpr long last = 4000;
  for (long j = 3; j <= last; ++j) {
    const Ball here = exponent(Ball(Rational::power_of_two(j), p));
    sweep(less(exponent(Ball(Rational::power_of_two(j + 1), p)), here),
          [&] { return "ln n = 2^" + std::to_string(j); });
    for (; certainly(less(here, Ball(wanted, p))); wanted = wanted / Rational(2))
      below += (below.empty() ? "" : ", ") + to_text(wanted) + " from ln n = 2^" + std::to_string(j);
  }
  return sweep.verdict(Status::verified, "the bound for |S|, g = 1 .. 40; its exponent for ln n = 2^3 .. 2^4000",
                       "it falls all the way, slowly: below " + below);
}

const Registration registration({
    .id = "rope-term-count-subpolynomial",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "proof of Theorem 5.3, |M| = n^{o(1)}",
    .ledger = {"P2-24", "REV-P2-32"},
    .statement = "C(|S|+g, g) <= (e(|S|+g)/g)^g, and for |S| = 2 ln n, g = ln n / ln ln n this bound has an exponent "
                 "log_n that falls along n = exp(2^3), exp(2^4), ... towards 0.",
    .tex = "\\binom{|S|+g}{g} \\le \\left(\\frac{e(|S|+g)}{g}\\right)^{g} = n^{o(1)}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
