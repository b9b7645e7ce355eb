// P2-15: with a general W the scores can have full rank at d = 1.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 24; ++n) {
    Family w{n, 1, std::vector<RationalMatrix>(2 * n - 1, RationalMatrix(1, 1))};
    w.w[n - 1].set(0, 0, 1);
    RationalMatrix ones(n, 1);
    for (std::size_t i = 0; i < n; ++i) ones.set(i, 0, 1);
    sweep(truth(rank(scores(ones, w, ones)) == n), [&] { return "n = " + std::to_string(n); });
  }
  return sweep.verdict(Status::verified, "general W, d = 1, n = 1 .. 24", "rank n over Q every time");
}

const Registration registration({
    .id = "rope-full-rank-general",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "A can have full rank even when d = 1, general W",
    .ledger = {"P2-14", "P2-15", "REV-P2-20", "REV-P2-26"},
    .statement = "With general W the scores can have full rank n even when d = 1: W_0 = 1, W_k = 0 otherwise, Q = K = "
                 "1 give M = I.",
    .tex = "W_k = \\delta_{k0},\\ Q = K = 1_n \\implies M = I_n",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
