// P1-23, off by one: a degree too many for Merlin.
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
       {parameters(5, 1, 2, 4, 2, 1), parameters(7, 1, 2, 6, 3, 1), parameters(11, 1, 2, 8, 4, 1)}) {
    const VectorSets all = all_vectors(x.players, x.input());
    const auto tally = MerlinArthur(x, Conditions::waived).run_all(all);
    sweep(truth(2 * tally.most <= x.length), [&] {
      return text(x) + ": " + text(all, *tally.worst) + ", message " + text(*tally.worst_message) + " is accepted on " +
             std::to_string(tally.most) + " of " + std::to_string(x.length) + " coins";
    });
  }
  return sweep.verdict(Status::verified, "R = 2k(kappa-1), every input and message", "at most half the coins",
                       {"hard-protocol-sound"});
}

const Registration registration({
    .id = "hard-protocol-degree-above",
    .paper = hardness::paper,
    .label = "Section 4.2, degree k(kappa-1)+1",
    .ledger = {"P1-23"},
    .statement =
        "With R = 2k(kappa-1) coins the protocol stays sound if Merlin may send polynomials of degree k(kappa-1)+1.",
    .tex = "\\deg\\mu \\le k(\\kappa-1)+1,\\ R = 2k(\\kappa-1) \\implies \\Pr_r[\\text{accept}] \\le \\tfrac12",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
