// P1-23, the trap: a characteristic of at most T.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::parameters;
using hardness::text;

/// p = T blocks, all of which meet in one place: the sum is p = 0 in F_p, and Merlin is believed.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (const Protocol& x : {parameters(2, 2, 1, 1, 2), parameters(3, 3, 1, 1, 2), parameters(5, 2, 2, 5, 2),
                            parameters(2, 3, 1, 1, 3), parameters(3, 3, 2, 3, 2)}) {
    const VectorSets all = all_vectors(x.players, x.input());
    const auto tally = MerlinArthur(x, Conditions::waived).run_all(all);
    sweep(truth(2 * tally.most <= x.length), [&] {
      return text(x) + ": " + text(all, *tally.worst) + " meet, and message " + text(*tally.worst_message) +
             " is accepted on " + std::to_string(tally.most) + " of " + std::to_string(x.length) + " coins";
    });
  }
  return sweep.verdict(Status::verified, "k = 2, 3, every input and message", "sound every time",
                       {"hard-protocol-sound"});
}

const Registration registration({
    .id = "hard-protocol-small-characteristic",
    .paper = hardness::paper,
    .label = "Section 4.2, without the condition on the characteristic",
    .ledger = {"P1-23"},
    .statement = "The protocol is sound over every prime field with at least R elements and R >= 2k(kappa-1), whatever "
                 "the number T of blocks.",
    .tex = "p \\ge R \\ge 2k(\\kappa-1) \\implies \\Pr_r[\\text{accept}] \\le \\tfrac12",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
