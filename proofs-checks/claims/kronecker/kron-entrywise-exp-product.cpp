// K-17, the trap: entrywise exp does not commute with the matrix product.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// exp(AB) = exp(A) exp(B) entrywise, for A 1 x n and B n x 1 with entries 0: 1 against n; for n = 1 and
/// entries a, b: e^{ab} against e^{a+b}.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Verdict v;
  for (long size = 0; size <= 4; ++size)
    for (long a = -size; a <= size; ++a)
      for (long b = -size; b <= size; ++b) {
        if (std::max(std::abs(a), std::abs(b)) != size) continue;
        const Ball left = exp(Ball(a * b), p), right = mul(exp(Ball(a), p), exp(Ball(b), p), p);
        if (equal(left, right) != Truth::no) continue;
        v.status = Status::refuted;
        v.scope = "1 x 1 matrices, smallest integer entries first";
        v.witness = "A = [" + std::to_string(a) + "], B = [" + std::to_string(b) + "]";
        v.evidence = "exp(AB) in " + to_text(left, 8) + ", exp(A) exp(B) in " + to_text(right, 8);
        return v;
      }
  v.status = Status::undecided;
  v.evidence = "no 1 x 1 counterexample with entries up to 4";
  return v;
}

const Registration registration({
    .id = "kron-entrywise-exp-product",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "exp and the matrix product",
    .ledger = {"K-17"},
    .statement = "Entrywise exp commutes with the matrix product: exp(AB) = exp(A) exp(B).",
    .tex = "\\exp(AB) = \\exp(A)\\exp(B)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
