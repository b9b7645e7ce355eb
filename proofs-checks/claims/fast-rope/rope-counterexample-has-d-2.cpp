// REV-P2-05: the reviewer's counterexample has d = 1.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_scores.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Q and K are n x d.  With n = 2, d = 1 the example is M_ij = q_i R k_j for unit R; with n = 1, d = 2 it has one
/// entry.
Verdict check(const Claim&, const Effort&) {
  RationalMatrix Q(2, 1), K(2, 1);
  Q.set(0, 0, 1), Q.set(1, 0, 2), K.set(0, 0, 3), K.set(1, 0, 4);
  const Family ones{2, 1, std::vector<RationalMatrix>(3, [] {
                      RationalMatrix one(1, 1);
                      one.set(0, 0, 1);
                      return one;
                    }())};
  const RationalMatrix printed = mul(Q, transpose(K));
  Sweep sweep;
  sweep(truth(scores(Q, ones, K).rows() != 2 || !(scores(Q, ones, K) == printed)),
        [&] { return "n = 2, d = 1, R = 1: M = " + to_text(scores(Q, ones, K)); });
  Verdict v = sweep.verdict(Status::verified, "the example of the thread", "", {"rope-any-circulant-fixed-data"});
  if (v.status == Status::refuted)
    v.evidence = "the printed coefficients [3, 4; 6, 8] are those of n = " + std::to_string(Q.rows()) +
                 ", d = " + std::to_string(Q.cols()) + ", where Q and K are columns of n numbers";
  return v;
}

const Registration registration({
    .id = "rope-counterexample-has-d-2",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "sE6r: the counterexample has d = 2, and for d = 1 Q, K are scalars",
    .ledger = {"REV-P2-05", "P2-15"},
    .statement = "Reviewer Q6JF's example Q = [1; 2], K = [3; 4], M = [3 R0, 4 R1; 6 R-1, 8 R0] has d = 2; for d = 1, "
                 "Q and K are scalars.",
    .tex = "Q, K \\in \\mathbb{R}^{n \\times d}:\\ d = 2",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
