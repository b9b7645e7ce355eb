// K-08: the vec trick, (x) by its first index, vec by columns.
#include "kron_vec.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

Verdict check(const Claim& claim, const Effort&) {
  return decide_identity(claim, vec_family, "(x) by first index, vec by columns", same_polynomials, {},
                         VecTrick<first, first>());
}

const Registration registration({
    .id = "kron-vec-first-column",
    .paper = "Alman & Song 2402.04497",
    .label = "Fact 3.8, (x) by first index, vec by columns",
    .ledger = {"K-08"},
    .statement = "vec(A1 X A2^T) = (A1 (x) A2) vec(X), where (x) counts its first index fastest and vec writes a "
                 "matrix column by column.",
    .tex = "\\mathrm{vec}(A_1 X A_2^\\top) = (A_1 \\otimes A_2)\\,\\mathrm{vec}(X)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
