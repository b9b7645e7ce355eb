// K-11, the trap: entries of V1 (/) V2 up to B.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// V1, V2 of one entry between -B and B, smallest first.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (long bound = 1; bound <= 4; ++bound)
    for (long v1 = 0; v1 <= bound; ++v1)
      for (long v2 = 0; v2 <= bound; ++v2) {
        Digits x({v1, v2});
        const auto product = x.dense(khatri_rao<first>(std::vector{x.matrix("V1", 1, 1), x.matrix("V2", 1, 1)}));
        sweep(truth(abs(product(0, 0)) <= Rational(bound)), [&] {
          return "B = " + std::to_string(bound) + ": " + x.text() + ", V1 (/) V2 = " + to_text(to_matrix(product));
        });
      }
  return sweep.verdict(Status::verified, "1 x 1 matrices with entries 0 .. B, B = 1 .. 4", "at most B every time",
                       {"kron-entry-bound"});
}

const Registration registration({
    .id = "kron-entry-bound-linear",
    .paper = "Alman & Song, Kronecker attention",
    .label = "entries of V1 (/) V2, up to B",
    .ledger = {"K-11"},
    .statement = "With the entries of V1 and V2 at most B in absolute value, those of V1 (/) V2 are at most B.",
    .tex = "\\|V_1\\|_\\infty, \\|V_2\\|_\\infty \\le B \\implies \\|V_1 \\oslash V_2\\|_\\infty \\le B",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
