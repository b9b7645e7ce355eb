// P1-23: the example p = 31, T = 2, kappa = 2, R = 14, k = 3, by every input and every message.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::parameters;
using hardness::text;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const Protocol x = parameters(31, 2, 2, 14, 3);
  const VectorSets all = all_vectors(3, 4);
  const auto tally = MerlinArthur(x).run_all(all);
  sweep(truth(tally.complete == tally.orthogonal), [&] { return text(all, *tally.incomplete); });
  sweep(truth(tally.most <= 3), [&] { return text(all, *tally.worst); });
  return sweep.verdict(Status::verified, text(x) + ": all 4096 inputs, all 961 messages",
                       std::to_string(tally.complete) + " orthogonal inputs accepted on 14 of 14 coins; " +
                           std::to_string(tally.others) + " others on at most " + std::to_string(tally.most));
}

const Registration registration({
    .id = "hard-protocol-ledger-example",
    .paper = hardness::paper,
    .label = "Section 4.2, an example",
    .ledger = {"P1-23"},
    .statement = "Over F_31 with two blocks of two bits, 14 coins and three players: 14 of 14 coins accept for the "
                 "right message of an orthogonal input, at most 3 for any message of another.",
    .tex = "p = 31,\\ T = \\kappa = 2,\\ R = 14,\\ k = 3:\\quad 14/14\\ \\text{or}\\ \\le 3/14",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
