// P2-26: n log n = n^{1+o(1)}, with the exponent bounded for every n.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(192);

/// y = ln n.  The maximum of ln y / y is 1/e at y = e; ln y = 2 ln sqrt(y) <= (2/e) sqrt(y).
Truth bounded(const Ball& y) {
  const Ball f = div(log(y, p), y, p), e = exp(Ball(1), p);
  return less(f, div(Ball(1), e, p)) && less(f, div(Ball(2), mul(e, sqrt(y, p), p), p));
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const Integer most = 100'000;
  for (Integer n = 2; n <= most; n += 1 + n / 100) sweep(bounded(log(Ball(n), p)), [&] { return "n = " + n.str(); });
  for (long k = 5; k <= 4000; k += 5)
    sweep(bounded(mul(Ball(k), log(Ball(10), p), p)), [&] { return "n = 1e" + std::to_string(k); });
  std::string figures;
  for (const long k : {3L, 6L, 100L, 4000L}) {
    const Ball y = mul(Ball(k), log(Ball(10), p), p);
    figures +=
        ", at most " + to_decimal(div(log(y, p), y, p).upper(), 3, Direction::up) + " at n = 1e" + std::to_string(k);
  }
  return sweep.verdict(Status::verified, "n = 2 .. 100000 and 10^5, 10^10, .. 10^4000, balls",
                       "f below 1/e and below 2/(e sqrt(ln n)) every time; e^e in " +
                           to_text(exp(exp(Ball(1), p), p), 6) + "; f" + figures.substr(1));
}

const Registration registration({
    .id = "rope-nlogn",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "n log n = n^{1+o(1)}",
    .ledger = {"P2-26", "REV-P2-21"},
    .statement = "n ln n = n^{1+f(n)} with f(n) = ln ln n / ln n <= 1/e, equal only at n = e^e, and f(n) <= 2 / (e "
                 "sqrt(ln n)), which tends to 0.",
    .tex = "n \\ln n = n^{1+f(n)},\\quad f(n) = \\frac{\\ln\\ln n}{\\ln n} \\le \\min\\left\\{\\frac1e, \\frac{2}{e "
           "\\sqrt{\\ln n}}\\right\\} \\to 0",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
