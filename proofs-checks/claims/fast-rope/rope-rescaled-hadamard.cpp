// P2-07: circulants with two rescalings are closed under the Hadamard product.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_hadamard.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) { return hadamard_closes(x, x.size("n"), circulant); }

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the entrywise products of the vectors, exactly, every time");
}

const Registration registration({
    .id = "rope-rescaled-hadamard",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemma 3.6",
    .ledger = {"P2-07"},
    .statement = "The Hadamard product of diag(u) C diag(v) and diag(u') C' diag(v') is diag(u u') (C o C') diag(v "
                 "v'), again a rescaled circulant.",
    .tex = "(D_u C D_v) \\circ (D_{u'} C' D_{v'}) = D_{u u'} (C \\circ C') D_{v v'}",
    .hypotheses = {integer_parameter("n", "side", 1, 12), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
