// REV-P2-21: n^{1/n} and log n are both n^{o(1)}, and quite different.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(192);

/// At n = 10^k: n^{1/n} - 1 < 2 ln n / n (e^x < 1 + 2x for 0 < x < 1), the exponents fall, and ln n > k.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const auto log_n = [](long k) { return mul(Ball(k), log(Ball(10), p), p); };
  const auto exponent = [&](long k) { return div(log(log_n(k), p), log_n(k), p); };
  for (long k = 1; k <= 40; ++k) {
    const Ball n(pow(Rational(10), k), p), x = div(log_n(k), n, p);
    sweep(less(Ball(1), exp(x, p)) && less(exp(x, p), add(Ball(1), mul(Ball(2), x, p), p)) && less(Ball(k), log_n(k)) &&
              less(exponent(k + 1), exponent(k)),
          [&] { return "n = 1e" + std::to_string(k); });
  }
  return sweep.verdict(Status::verified, "n = 10 .. 10^40, balls",
                       "1 < n^{1/n} < 1 + 2 ln n / n, ln n > log10 n, and both exponents fall; at n = 1e40 ln n in " +
                           to_text(log_n(40), 5));
}

const Registration registration({
    .id = "rope-different-o1",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "Q6JF: two members of n^{o(1)}",
    .ledger = {"REV-P2-21", "P2-26"},
    .statement = "n^{1/n} and ln n are both n^{o(1)}, though the first tends to 1 and the second to infinity.",
    .tex = "n^{1/n} \\to 1,\\quad n^{\\ln\\ln n/\\ln n} = \\ln n \\to \\infty",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
