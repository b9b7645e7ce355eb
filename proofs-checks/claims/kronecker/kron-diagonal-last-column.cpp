// K-09: a column-wise product times a vector, (/) by its last index, vec by columns.
#include "kron_vec.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, diagonal_family, "(/) by last index, vec by columns", same_polynomials,
                         {"kron-diagonal-last-row"}, Diagonal<last, first>());
}

const Registration registration({
    .id = "kron-diagonal-last-column",
    .paper = "Alman & Song, Kronecker attention",
    .label = "(A (/) B) x, (/) by last index, vec by columns",
    .ledger = {"K-09"},
    .statement = "(A (/) B) x = vec(A diag(x) B^T), where (/) counts its last index fastest (the textbook) and vec "
                 "writes a matrix column by column.",
    .tex = "(A \\oslash B)x = \\mathrm{vec}(A\\,\\mathrm{diag}(x)\\,B^\\top)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
