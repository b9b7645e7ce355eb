// P1-23: the systematic points may be coins.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::parameters;
using hardness::text;

/// With the coins kappa .. R-1 alone a false message can be accepted on (k-1)(kappa-1) or more of R - kappa; with all
/// R it never passes k (kappa-1).
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::size_t most = 0;
  const Protocol x = parameters(7, 1, 2, 6, 3);
  const MerlinArthur protocol(x);
  const VectorSets all = all_vectors(3, 2);
  for (std::size_t i = 0; i < 64; ++i) {
    const Choice c = {i / 16, i / 4 % 4, i % 4};
    if (product(all, c) == 0) continue;
    for (Integer m = 0; m < protocol.messages(); ++m) {
      const Word mu = protocol.message(m), w = protocol.combined(all, c);
      std::size_t inside = 0, outside = 0;
      for (std::size_t r = 0; r < x.length; ++r) (r < x.symbols ? inside : outside) += mu[r] == w[r] ? 1U : 0U;
      most = std::max(most, outside);
      sweep(truth(inside < x.symbols && inside + outside <= x.degree()),
            [&] { return text(all, c) + ", message " + text(mu); });
    }
  }
  sweep(truth(2 * most > x.length - x.symbols), [&] { return std::to_string(most) + " of the other coins"; });
  return sweep.verdict(Status::verified, text(x) + ", every input, every message",
                       "with all 6 points as coins at most 3 accept; with the 4 others alone " + std::to_string(most) +
                           " of 4 can: the systematic points are needed for the half at this length");
}

const Registration registration({
    .id = "hard-protocol-systematic-coins",
    .paper = hardness::paper,
    .label = "Section 4.2, the coins",
    .ledger = {"P1-23"},
    .statement = "The systematic points may be among the coins: at one of them every allowed message is wrong where "
                 "the inputs meet, and over all R coins at most k(kappa-1) accept.",
    .tex = "\\#\\{r < R : \\mu_r = w_r\\} \\le k(\\kappa-1),\\qquad \\#\\{r < \\kappa : \\mu_r = w_r\\} < \\kappa",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
