// P1-23: no message is accepted on more than k (kappa-1) coins where the inputs meet.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::text;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::size_t choices = 0, attained = 0;
  for (const Protocol& x : hardness::toys()) {
    const VectorSets all = all_vectors(x.players, x.input());
    const auto tally = MerlinArthur(x).run_all(all);
    choices += tally.others;
    attained += tally.most == x.degree() ? 1 : 0;
    sweep(truth(tally.most <= x.degree() && 2 * tally.most <= x.length), [&] {
      return text(x) + ": " + text(all, *tally.worst) + ", message " + text(*tally.worst_message) + " accepted on " +
             std::to_string(tally.most) + " coins";
    });
  }
  return sweep.verdict(Status::verified, hardness::toys_scope,
                       std::to_string(choices) + " inputs that meet; k(kappa-1) coins are reached in " +
                           std::to_string(attained) + " of " + std::to_string(sweep.tested()) +
                           " protocols, and never passed");
}

const Registration registration({
    .id = "hard-protocol-sound",
    .paper = hardness::paper,
    .label = "Section 4.2",
    .ledger = {"P1-23", "REV-P1-17"},
    .statement = "Where some coordinate is 1 for all players, every message of Merlin is accepted on at most "
                 "k(kappa-1) of the R coins, hence with probability at most 1/2.",
    .tex = "\\sum_l\\prod_p x^{(p)}_l \\ne 0 \\implies \\forall\\mu:\\ \\#\\{r : \\text{accept}\\} \\le k(\\kappa-1) "
           "\\le R/2",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
