// P1-24: products of k words, by all words.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::size_t words = 0;
  for (const std::size_t p : {2U, 3U, 5U, 7U, 11U, 13U})
    for (std::size_t R = 1; R <= p; ++R)
      for (std::size_t kappa = 1; kappa <= std::min<std::size_t>(R, 4); ++kappa)
        for (std::size_t k = 1; k <= 4 && k * (kappa - 1) < R; ++k) {
          const ReedSolomon code(p, R, kappa), product(p, R, k * (kappa - 1) + 1);
          if (product.words() > 200'000) continue;
          words += static_cast<std::size_t>(product.words());
          sweep(truth(find_product_dimension(code, k) == product.dimension() &&
                      find_distance(product) == R - k * (kappa - 1)),
                [&] {
                  return "F_" + std::to_string(p) + ", R = " + std::to_string(R) +
                         ", kappa = " + std::to_string(kappa) + ", k = " + std::to_string(k);
                });
        }
  return sweep.verdict(Status::verified, "p <= 13, all R, kappa <= 4, k <= 4 with at most 200000 words",
                       std::to_string(sweep.tested()) + " codes, " + std::to_string(words) +
                           " words looked at: the span has dimension k(kappa-1)+1 and distance R - k(kappa-1)");
}

const Registration registration({
    .id = "hard-code-product-distance",
    .paper = hardness::paper,
    .label = "Section 4.2, the product code",
    .ledger = {"P1-24", "P1-23", "REV-P1-11"},
    .statement = "The products of k words of a Reed-Solomon code of dimension kappa and length R > k(kappa-1) span the "
                 "code of dimension k(kappa-1)+1, of distance R - k(kappa-1).",
    .tex = "\\dim C^{\\circ k} = k(\\kappa-1)+1,\\qquad d(C^{\\circ k}) = R-k(\\kappa-1)",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
