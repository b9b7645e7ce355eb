// P0-24, REV-P2-31: d = O(log n).
#include "attention_exponent.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Truth falling = Truth::yes;
  std::string shown;
  std::optional<Ball> before;
  for (long m = 64; m <= 8192; m *= 2) {
    const Ball upper = exponent(m, least_degree_upper(m), m, p);
    if (before) falling = falling && less(upper, *before);
    before = upper;
    if (m == 64 || m == 1024 || m == 8192)
      shown += (shown.empty() ? "" : ", ") + to_text(upper, 4) + " at m = " + std::to_string(m);
  }
  Verdict v;
  v.scope = "n = 2^m, d = m, m = 2^6 .. 2^13, error 1/n on [-1, 1]";
  v.evidence = "log_n C(d+g, g), g Taylor's degree, falls for certain in each step, slowly: " + shown;
  v.status = falling == Truth::yes ? Status::verified : Status::undecided;
  return v;
}

const Registration registration({
    .id = "rope-dimension-linear",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "d = O(log n), plain attention or RoPE",
    .ledger = {"P0-24", "REV-P2-31"},
    .statement = "With d = log2 n, logits at most 1 and error 1/n the exponent log_n C(d+g, g) falls as n grows.",
    .tex = "\\log_n \\binom{d+g}{g} \\searrow\\quad(d = \\log_2 n)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
