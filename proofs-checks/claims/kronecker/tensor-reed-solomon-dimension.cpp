// REV-P1-17: why algebraic-geometric codes.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

std::size_t prime_from(std::size_t least) {
  for (std::size_t p = least;; ++p) {
    bool prime = p > 1;
    for (std::size_t f = 2; f * f <= p; ++f) prime = prime && p % f != 0;
    if (prime) return p;
  }
}

/// Three players, T = 1: R |F|^2 coordinates.  Reed-Solomon takes |F| >= R; the other code F_{q^2}, q = 11, whatever R
/// is.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const Integer constant = Integer(121) * 121;
  for (std::size_t R = 2; R <= 1024; ++R) {
    const Integer F(prime_from(R));
    sweep(truth(F * F <= constant), [&] {
      return "R = " + std::to_string(R) + ", F = F_" + to_text(F) + ": " + to_text(Integer(F * F)) +
             " coordinates for each of R, against " + to_text(constant);
    });
  }
  Verdict v = sweep.verdict(Status::verified, "three players, T = 1, R = 2 .. 1024, smallest first",
                            "no more than the other code, every time", {"tensor-product-code"});
  if (v.status == Status::refuted) v.evidence += "; at least R^{1+2T} for every R, and R grows like log n";
  return v;
}

const Registration registration({
    .id = "tensor-reed-solomon-dimension",
    .paper = tensor_review::paper,
    .label = "Section 4: why algebraic-geometric codes",
    .ledger = {"REV-P1-17", "P1-25"},
    .statement = "With Reed-Solomon codes the vectors of Gap-MaxIP have at most q^{4T} R coordinates, q = 11, as they "
                 "have with codes over F_{q^2}: O(log n) for R = O(log n).",
    .tex = "R\\,|\\mathbb F|^{2T} \\le q^{4T} R",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
