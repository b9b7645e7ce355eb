// REV-P1-07: Merlin's message exists just where the vectors are orthogonal.
#include "tensor_merlin.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Completeness and soundness at once: 7 of 7 for the right message, at most deg = 3 < 7/2 for all others.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const auto all = merlin::messages();
  std::size_t orthogonal = 0, most = 0;
  for (const std::size_t blocks : {1U, 2U})
    merlin::for_each_inputs(blocks, [&](const merlin::Inputs& in) {
      const std::size_t best = merlin::best_message(in, all);
      if (in.orthogonal())
        ++orthogonal;
      else
        most = std::max(most, best);
      return sweep(truth(in.orthogonal() ? best == merlin::p : 2 * best <= merlin::p), [&] { return in.text(); });
    });
  return sweep.verdict(Status::verified, merlin::scope + "all inputs of one and of two blocks",
                       std::to_string(orthogonal) +
                           " orthogonal triples, each with a message accepted on 7 of 7 "
                           "coordinates; " +
                           std::to_string(sweep.tested() - orthogonal) + " others, where none is on more than " +
                           std::to_string(most));
}

const Registration registration({
    .id = "tensor-merlin-message",
    .paper = tensor_review::paper,
    .label = "page 9: why is there such a mu, reply",
    .ledger = {"REV-P1-07", "P1-23"},
    .statement =
        "A message mu of Merlin that makes the three players accept on every coordinate exists just where x, y, "
        "z are orthogonal; elsewhere every message is accepted on at most half of them.",
    .tex = "\\exists\\mu\\ \\forall r:\\ \\mu_r = \\sum_t C(x_t)_r C(y_t)_r C(z_t)_r \\iff \\sum_l x_l y_l z_l = 0",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
