// P2-15: the construction of line 187 works for every d.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Column 0 of Q and K all ones, W_k = t(k) E_11: every 2 x 2 circulant (s, t), d = 2, as polynomials of degree 1 in s,
/// t.
Verdict check(const Claim&, const Effort&) {
  Verdict v;
  Truth reached = Truth::yes;
  RationalMatrix ones(2, 2);
  ones.set(0, 0, 1), ones.set(1, 0, 1);
  for (const long s : {0L, 1L})
    for (const long t : {0L, 1L}) {
      Family w{2, 2, std::vector<RationalMatrix>(3, RationalMatrix(2, 2))};
      for (const long k : {-1L, 0L, 1L}) w.w[static_cast<std::size_t>(k + 1)].set(0, 0, k == 0 ? s : t);
      reached = reached && truth(scores(ones, w, ones) == circulant({s, t}));
    }
  v.scope = "n = d = 2, every circulant: both sides linear in (s, t), decided on {0,1}^2";
  v.status = reached == Truth::yes ? Status::refuted : Status::undecided;
  v.evidence = "M = [s, t; t, s] for all s and t, from Q = K = [1, 0; 1, 0], W_0 = s E_11, W_1 = W_{-1} = t E_11";
  if (v.status == Status::refuted) v.witness = v.evidence;
  v.repairs = {"rope-any-circulant", "rope-any-circulant-fixed-data"};
  return v;
}

const Registration registration({
    .id = "rope-any-circulant-only-d-1",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "sE6r: the construction does not work for d > 1",
    .ledger = {"P2-15", "REV-P2-05", "REV-P2-26"},
    .statement = "For d > 1 no choice of W, Q and K makes M equal to an arbitrary circulant.",
    .tex = "d > 1 \\implies \\exists\\, C\\ \\forall\\, W, Q, K:\\ M \\ne C",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
