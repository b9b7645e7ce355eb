// P2-03, a trap: entries of W bounded by 1 do not bound the scores by B^2.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// B = 1, Q = K = 1, W in {0, 1}: the score is the number of ones over d.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 3; ++d)
    for_each_tuple(d * d, 0, 1, [&](const std::vector<long>& x) {
      RationalMatrix W(d, d), ones(1, d);
      for (std::size_t a = 0; a < d; ++a) {
        ones.set(0, a, 1);
        for (std::size_t b = 0; b < d; ++b) W.set(a, b, x[a * d + b]);
      }
      const Rational score = mul(mul(ones, W), transpose(ones)).get(0, 0) / Rational(d);
      return sweep(truth(score <= Rational(1)), [&] {
        return "d = " + std::to_string(d) + ", B = 1, Q = K = 1, W = " + to_text(W) + ": score " + to_text(score);
      });
    });
  Verdict v = sweep.verdict(Status::verified, "B = 1, Q = K = 1, W in {0, 1}, d = 1, 2, 3, smallest first",
                            "within every time", {"rope-bounded-logits", "rope-bounded-logits-orthogonal"});
  if (v.status == Status::refuted) v.evidence += "; with all d^2 ones the score is d B^2";
  return v;
}

const Registration registration({
    .id = "rope-bounded-logits-dense",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "bounded entries, any W with entries at most 1",
    .ledger = {"P2-03"},
    .statement = "For every W with entries at most 1 in absolute value, |Q_i W_k K_j^T| / d <= B^2.",
    .tex = "\\|W\\|_{\\max} \\le 1 \\implies |Q_i W_k K_j^\\top| / d \\le B^2",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
