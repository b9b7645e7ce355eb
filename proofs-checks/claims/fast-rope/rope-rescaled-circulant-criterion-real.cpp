// P2-10: which Toeplitz matrices are rescaled circulants over R.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_criterion.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Verdict check(const Claim& claim, const Effort& effort) { return criterion(claim, effort, structured::Field::real); }

const Registration registration({
    .id = "rope-rescaled-circulant-criterion-real",
    .paper = "attest",
    .label = "rescaled circulant criterion over R",
    .ledger = {"P2-10", "REV-P2-25"},
    .statement = "A Toeplitz matrix without zeros is diag(u) C diag(v) with C circulant over R exactly when, for some "
                 "c, positive or with n odd: w(n-k) = c w(-k), k = 1 .. n-1.",
    .tex = "T = D_u C D_v \\text{ over } \\mathbb{R} \\iff \\exists c,\\ c > 0 \\text{ or } n \\text{ odd}:\\ w_{n-k} "
           "= c\\, w_{-k}\\ (1 \\le k < n)",
    .hypotheses = {integer_parameter("n", "side", 2, 6),
                   integer_parameter("wrap", "0 any w, 1 with a c, 2 with an n-th power c", 0, 2), seed_parameter()},
    .proof = "theory/structured.md",
    .check = check,
});

}  // namespace
