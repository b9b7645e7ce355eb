// P2-07 after the repair P2-11: rescaled Toeplitz matrices are closed under the Hadamard product.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_hadamard.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) { return hadamard_closes(x, 2 * x.size("n") - 1, toeplitz); }

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the entrywise products of the vectors, exactly, every time");
}

const Registration registration({
    .id = "rope-rescaled-hadamard-toeplitz",
    .paper = "attest",
    .label = "Lemma 3.6, Toeplitz",
    .ledger = {"P2-07", "P2-11"},
    .statement = "The Hadamard product of diag(u) T diag(v) and diag(u') T' diag(v') is diag(u u') (T o T') diag(v "
                 "v'), again a rescaled Toeplitz matrix.",
    .tex = "(D_u T D_v) \\circ (D_{u'} T' D_{v'}) = D_{u u'} (T \\circ T') D_{v v'}",
    .hypotheses = {integer_parameter("n", "side", 1, 12), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
