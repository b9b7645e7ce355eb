// P0-24, REV-P2-31: what d = (log n)^2 does to the number of terms.
#include "attention_exponent.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// m = log2 n, N = g + 1.  From 8 2^g N! > 2^m: N log2(2N) > m - 3.  C(m^2+g, g) >= (m^2/g)^g >= m^g for g <= m; for 2N
/// <= m this is at least 2^{(m-3)}/m, so the exponent is at least 1 - (3 + log2 m)/m; for larger N it is greater still.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  const std::string scope = "n = 2^m, d = m^2, m = 2^4 .. 2^12, error 1/n on [-1, 1]";
  Truth all = Truth::yes;
  std::string shown;
  for (long m = 16; m <= 4096; m *= 2) {
    const long g = least_degree_lower(m);
    const Ball e = exponent(m * m, g, m, p);
    const Ball log2 = div(log(Ball(m), p), log(Ball(2), p), p);
    all = all && truth(g <= m) && less(sub(Ball(1), div(add(Ball(3), log2, p), Ball(m), p), p), e);
    if (m == 16 || m == 256 || m == 4096)
      shown += (shown.empty() ? "" : ", ") + to_text(e, 4) + " at m = " + std::to_string(m);
  }
  if (!certainly(all)) return undecided(scope, "exponents " + shown);
  return refuted(scope, "n = 2^m, d = m^2, error 1/n on [-1, 1], m = 16, 32, ..",
                 "log_n C(d+g, g) at the least degree is at least " + shown +
                     ", and at least 1 - (3 + log2 m)/m for every m: no better than the n^2 of the definition",
                 {"rope-dimension-linear"});
}

const Registration registration({
    .id = "rope-dimension-squared",
    .paper = "attest",
    .label = "d = (log n)^2, plain attention or RoPE",
    .ledger = {"P0-24", "REV-P2-31"},
    .statement =
        "The polynomial method keeps C(d+g, g) = n^{o(1)} columns for d = (log n)^2, logits at most 1 and error 1/n.",
    .tex = "\\binom{d+g}{g} = n^{o(1)}\\quad(d = (\\log_2 n)^2)",
    .hypotheses = {},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
