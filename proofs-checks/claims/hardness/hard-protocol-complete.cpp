// P1-23: the right message is accepted on every coin.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::text;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::size_t choices = 0;
  for (const Protocol& x : hardness::toys()) {
    const MerlinArthur protocol(x);
    const VectorSets all = all_vectors(x.players, x.input());
    const auto tally = protocol.run_all(all);
    choices += tally.orthogonal;
    sweep(truth(tally.complete == tally.orthogonal && tally.most < x.length),
          [&] { return text(x) + (tally.incomplete ? ": " + text(all, *tally.incomplete) : ""); });
  }
  return sweep.verdict(Status::verified, hardness::toys_scope,
                       std::to_string(choices) +
                           " orthogonal inputs, each with a message accepted on all R coins; "
                           "no other input has one");
}

const Registration registration({
    .id = "hard-protocol-complete",
    .paper = hardness::paper,
    .label = "Section 4.2",
    .ledger = {"P1-23"},
    .statement =
        "Merlin has a message that player 1 accepts on every coin just where no coordinate is 1 for all players.",
    .tex = "\\exists\\mu\\ \\Pr_r[\\text{accept}] = 1 \\iff \\sum_l\\prod_p x^{(p)}_l = 0",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
