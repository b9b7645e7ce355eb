// REV-P2-09: M of generic Q and K is no circulant, whatever the exponent.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// d = 1, W_k = 1: M = QK^T.  Smallest n and entries 1, 2, .. first.
Verdict check(const Claim&, const Effort&) {
  const std::string scope = "d = 1, W_k = 1, n = 2, entries 1 .. 3, smallest first";
  for (long most = 1; most <= 3; ++most)
    for (long a = 1; a <= most; ++a)
      for (long b = 1; b <= most; ++b) {
        RationalMatrix Q(2, 1), K(2, 1), unit(1, 1);
        Q.set(0, 0, a);
        Q.set(1, 0, b);
        K.set(0, 0, 1);
        K.set(1, 0, 1);
        unit.set(0, 0, 1);
        const RationalMatrix M = logits(
            Q, K, [&](long) { return unit; }, 1);
        if (const auto cells = not_circulant(M))
          return refuted(scope, "Q = " + to_text(Q) + ", K = " + to_text(K) + ", W_k = 1",
                         "M = " + to_text(M) + " differs at " + cell_text(cells->first) + " and " +
                             cell_text(cells->second) +
                             " before exp; it is diag(Q) T diag(K), a rescaled Toeplitz matrix",
                         {"rope-circulant-exp"});
      }
  return undecided(scope, "every M is circulant");
}

const Registration registration({
    .id = "rope-circulant-exp-generic",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "M circulant for all Q and K, circulant W",
    .ledger = {"REV-P2-09"},
    .statement = "Where W is circulant, M_ij = Q_i W_{i-j} K_j^T is circulant for all Q and K.",
    .tex = "W_k = W_{k-n} \\implies M\\ \\text{circulant}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
