// P0-23, REV-P2-07: do the results hold for 1/sqrt(d) as they are?
#include "attention_exact.hpp"
#include "attest/expoly/degree.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// ln n = d = 2^{10k}, B = 2^{3k} = (ln n)^{3/10}: B/sqrt(ln n) = 2^{-2k}, and q = B 1, k = +-B 1 have the logit
/// +-B^2 sqrt(d) = +-2^{11k}.  Relative error 1/2 on that range needs degree g >= (beta - ln 3)/ln(3 + 2 sqrt 2), and
/// C(d+g, g) >= (1 + g/d)^d.
Verdict check(const Claim&, const Effort&) {
  constexpr long most = 8;
  const std::string scope = "ln n = d = 2^(10k), B = (ln n)^(3/10), k = 1 .. " + std::to_string(most);
  const Precision p(128);
  std::string exponents;
  Truth growing = Truth::yes, above = Truth::no;
  Ball before(0);
  long first = 0;
  for (long k = 1; k <= most; ++k) {
    const Rational d = Rational::power_of_two(10 * k), B = Rational::power_of_two(3 * k);
    const Rational root = Rational::power_of_two(5 * k), beta = B * B * d / root;
    if (root * root != d || beta != Rational::power_of_two(11 * k))
      return undecided(scope, "the family is not as said");
    const Ball g = expoly::relative_degree_lower(beta, Rational(1, 2), p);
    const Ball exponent = log(add(Ball(1), div(g, Ball(d, p), p), p), p);  // log_n (1 + g/d)^d, as ln n = d
    growing = growing && less(before, exponent);
    above = less(Ball(1), exponent);
    if (first == 0 && certainly(above)) first = k;
    before = exponent;
    if (k == 1 || k == most) exponents += (exponents.empty() ? "" : " .. ") + to_text(exponent, 4);
  }
  if (!certainly(growing && above)) return undecided(scope, "exponents " + exponents);
  return refuted(scope, "n = e^(2^(10k)), d = ln n, B = (ln n)^(3/10), Q = B, K = +-B",
                 "logits (ln n)^(11/10) while B/sqrt(ln n) = 2^(-2k); log_n of the terms at least " + exponents +
                     ", above 1 from k = " + std::to_string(first) +
                     "; assuming SETH no other algorithm helps, since 1/d with B (ln n)^(1/4) is the same problem",
                 {"rope-scale-threshold-order"});
}

const Registration registration({
    .id = "rope-scale-sqrt-threshold",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "the results with 1/sqrt(d), W = I",
    .ledger = {"P0-23", "REV-P2-07", "REV-P2-30"},
    .statement =
        "With 1/sqrt(d) in place of 1/d, d = O(log n) and B = o(sqrt(log n)) leave C(d+g, g) = n^{o(1)} terms, g the "
        "degree that relative error 1/2 needs.",
    .tex = "B = o(\\sqrt{\\log n}),\\ s = q\\cdot k/\\sqrt d \\implies \\binom{d+g}{g} = n^{o(1)}",
    .hypotheses = {},
    .proof = "theory/rope-review.md",
    .check = check,
});

}  // namespace
