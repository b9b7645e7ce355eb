// P2-23, a trap: without the bound on the sum the number of terms is no n^{o(1)}.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// n = 2^L, |S| = L = log2 n, g = 1: 2^L = n maps, for every L.
Verdict check(const Claim&, const Effort&) {
  Verdict v;
  Truth always = Truth::yes;
  for (unsigned L = 1; L <= 16; ++L) {
    Integer maps = 0;
    for_each_index(
        L, L, [&](const Exponents&) { ++maps; }, 1);
    always = always && truth(maps == Integer(1) << L);
  }
  v.scope = "the family n = 2^L, |S| = log2 n, g = 1; maps counted for L = 1 .. 16";
  v.status = always == Truth::yes ? Status::refuted : Status::undecided;
  v.evidence = "(g+1)^{|S|} = 2^L = n: the exponent log_n is 1 for every L, with g = 1 and |S| = log2 n";
  if (v.status == Status::refuted) v.witness = "n = 2^L, |S| = L, g = 1: n maps";
  v.repairs = {"rope-term-count", "rope-term-count-subpolynomial"};
  return v;
}

const Registration registration({
    .id = "rope-term-count-without-sum",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemma 5.2, |M| without the sum",
    .ledger = {"P2-23"},
    .statement = "Without the bound |m| <= g, the (g+1)^{|S|} maps S -> {0, .., g} are still n^{o(1)} for |S| = O(log "
                 "n), g = o(log n).",
    .tex = "(g+1)^{|S|} = n^{o(1)}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
