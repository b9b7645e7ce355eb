// K-09: a column-wise product times a vector, (/) by its first index, vec by rows.
#include "kron_vec.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, diagonal_family, "(/) by first index, vec by rows", same_polynomials,
                         {"kron-diagonal-first-column"}, Diagonal<first, last>());
}

const Registration registration({
    .id = "kron-diagonal-first-row",
    .paper = "Alman & Song, Kronecker attention",
    .label = "(A (/) B) x, (/) by first index, vec by rows",
    .ledger = {"K-09"},
    .statement = "(A (/) B) x = vec(A diag(x) B^T), where (/) counts its first index fastest and vec writes a matrix "
                 "row by row.",
    .tex = "(A \\oslash B)x = \\mathrm{vec}(A\\,\\mathrm{diag}(x)\\,B^\\top)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
