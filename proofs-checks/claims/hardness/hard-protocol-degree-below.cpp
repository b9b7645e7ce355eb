// P1-23, off by one: a degree too few for Merlin.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::parameters;
using hardness::text;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (const Protocol& x :
       {parameters(5, 1, 2, 4, 2, -1), parameters(7, 1, 2, 6, 3, -1), parameters(11, 1, 2, 8, 4, -1)}) {
    const VectorSets all = all_vectors(x.players, x.input());
    const MerlinArthur protocol(x, Conditions::waived);
    const auto tally = protocol.run_all(all);
    sweep(truth(tally.complete == tally.orthogonal), [&] {
      return text(x) + ": " + text(all, *tally.incomplete) +
             " do not meet, w = " + text(protocol.combined(all, *tally.incomplete)) +
             ", and no message is accepted on every coin";
    });
  }
  return sweep.verdict(Status::verified, "R = 2k(kappa-1), every input and message", "complete every time",
                       {"hard-protocol-complete"});
}

const Registration registration({
    .id = "hard-protocol-degree-below",
    .paper = hardness::paper,
    .label = "Section 4.2, degree k(kappa-1)-1",
    .ledger = {"P1-23"},
    .statement = "Polynomials of degree k(kappa-1)-1 are enough for Merlin: the protocol stays complete.",
    .tex = "\\deg\\mu \\le k(\\kappa-1)-1:\\quad \\sum_l\\prod_p x^{(p)}_l = 0 \\implies \\exists\\mu\\ "
           "\\Pr_r[\\text{accept}] = 1",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
