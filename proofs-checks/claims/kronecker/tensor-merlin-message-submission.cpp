// REV-P1-07: the sentence of the submission, with the two cases exchanged.
#include "tensor_merlin.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const auto all = merlin::messages();
  std::size_t best = 0;
  merlin::for_each_inputs(1, [&](const merlin::Inputs& in) {
    if (in.orthogonal()) return true;
    best = merlin::best_message(in, all);
    return sweep(truth(best == merlin::p), [&] { return in.text(); });
  });
  Verdict v = sweep.verdict(Status::verified, merlin::scope + "inputs of one block, fewest ones first",
                            "a message is accepted everywhere, every time", {"tensor-merlin-message"});
  if (v.status == Status::refuted)
    v.evidence += ": no message is accepted on more than " + std::to_string(best) + " of 7 coordinates";
  return v;
}

const Registration registration({
    .id = "tensor-merlin-message-submission",
    .paper = tensor_review::paper,
    .label = "page 9 of the submission",
    .ledger = {"REV-P1-07"},
    .statement = "If x, y, z are not orthogonal there is a message mu of Merlin that makes the players accept on every "
                 "coordinate.",
    .tex =
        "\\sum_l x_l y_l z_l \\ne 0 \\implies \\exists\\mu\\ \\forall r:\\ \\mu_r = \\sum_t C(x_t)_r C(y_t)_r C(z_t)_r",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
