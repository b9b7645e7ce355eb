// P1-23, the trap: player 1 must look at the systematic symbols.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::text;

/// Without the zeros Merlin sends w itself, whatever the inputs are.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (const Protocol& x : hardness::toys()) {
    const MerlinArthur protocol(x);
    const ReedSolomon free(x.p, x.length, x.degree() + 1);
    const VectorSets all = all_vectors(x.players, x.input());
    const Choice last(x.players, all.sets[0].size() - 1);
    const Word w = protocol.combined(all, last);
    std::size_t coins = 0;
    for (std::size_t r = 0; r < x.length && free.contains(w); ++r) coins += w[r] == protocol.combined(all, last)[r];
    sweep(truth(product(all, last) == 0 || 2 * coins <= x.length), [&] {
      return text(x) + ": " + text(all, last) + ", message " + text(w) + " of the right degree is accepted on " +
             std::to_string(coins) + " of " + std::to_string(x.length) + " coins";
    });
  }
  return sweep.verdict(Status::verified, "11 protocols, all vectors all ones", "sound every time",
                       {"hard-protocol-sound"});
}

const Registration registration({
    .id = "hard-protocol-zeros-unchecked",
    .paper = hardness::paper,
    .label = "Section 4.2, without the zeros",
    .ledger = {"P1-23", "REV-P1-07"},
    .statement = "Player 1 need only compare Merlin's symbol at the coin with the sum: the protocol is sound without a "
                 "look at the systematic symbols.",
    .tex = "\\mu \\in C^\\prime,\\ \\sum_l\\prod_p x^{(p)}_l \\ne 0 \\implies \\Pr_r[\\mu_r = w_r] \\le \\tfrac12",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
