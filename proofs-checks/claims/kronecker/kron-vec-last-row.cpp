// K-08: the vec trick, (x) by its last index, vec by rows.
#include "kron_vec.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, vec_family, "(x) by last index, vec by rows", same_polynomials, {},
                         VecTrick<last, last>());
}

const Registration registration({
    .id = "kron-vec-last-row",
    .paper = "Alman & Song 2402.04497",
    .label = "Fact 3.8, (x) by last index, vec by rows",
    .ledger = {"K-08"},
    .statement = "vec(A1 X A2^T) = (A1 (x) A2) vec(X), where (x) counts its last index fastest (the textbook) and vec "
                 "writes a matrix row by row.",
    .tex = "\\mathrm{vec}(A_1 X A_2^\\top) = (A_1 \\otimes A_2)\\,\\mathrm{vec}(X)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
