// K-09: a column-wise product times a vector, (/) by its last index, vec by rows.
#include "kron_vec.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, diagonal_family, "(/) by last index, vec by rows", same_polynomials, {},
                         Diagonal<last, last>());
}

const Registration registration({
    .id = "kron-diagonal-last-row",
    .paper = "Alman & Song, Kronecker attention",
    .label = "(A (/) B) x, (/) by last index, vec by rows",
    .ledger = {"K-09"},
    .statement = "(A (/) B) x = vec(A diag(x) B^T), where (/) counts its last index fastest (the textbook) and vec "
                 "writes a matrix row by row.",
    .tex = "(A \\oslash B)x = \\mathrm{vec}(A\\,\\mathrm{diag}(x)\\,B^\\top)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
