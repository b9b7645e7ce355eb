// REV-P2-04: does the number of matrices multiply from layer to layer?
#include "attention_terms.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// X -> D~^{-1} p(M) X with Q = K = V = X and p = 1 + x + x^2/2 > 0: convolutions counted, the output dense.
Product layer(const RationalMatrix& X, const Offsets& W) {
  const polynomial::Polynomial p({1, 1, Rational(1, 2)});
  const std::size_t n = X.rows(), d = X.cols();
  RationalMatrix X1(n, d + 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t c = 0; c < d; ++c) X1.set(i, c, X.get(i, c));
    X1.set(i, d, 1);
  }
  const Product all = multiply(terms(p, summands(X, X, W, Rational(d)), n), X1);
  Product out{RationalMatrix(n, d), all.convolutions};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t c = 0; c < d; ++c) out.value.set(i, c, all.value.get(i, c) / all.value.get(i, d));
  return out;
}

Verdict check(const Claim&, const Effort&) {
  const std::string scope = "n = 2, d = 2, degree 2, the rotation by (3/5, 4/5), layers 1 .. 3, exact";
  attention::Rotary r;
  r.planes.push_back({0, 1, attention::PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, {}});
  const Offsets W = offsets(r, 2);
  RationalMatrix X(2, 2);
  X.set(0, 0, 1);
  X.set(0, 1, Rational(1, 2));
  X.set(1, 0, Rational(-1, 3));
  X.set(1, 1, 1);
  std::vector<std::size_t> counts;
  std::size_t numbers = 0;
  for (int l = 0; l < 3; ++l) {
    const Product out = layer(X, W);
    X = out.value;
    counts.push_back(out.convolutions);
    numbers = X.rows() * X.cols();
  }
  if (counts[0] == 0 || counts[1] != counts[0] || counts[2] != counts[0])
    return undecided(scope, "convolutions " + std::to_string(counts[0]) + ", " + std::to_string(counts[1]) + ", " +
                                std::to_string(counts[2]));
  return refuted(scope, "2 layers: " + std::to_string(counts[0]) + " + " + std::to_string(counts[1]) + " convolutions",
                 "each layer hands on a dense matrix of " + std::to_string(numbers) + " numbers and drops its terms: " +
                     std::to_string(counts[0]) + " convolutions in layers 1, 2 and 3 alike",
                 {"rope-layers-error"});
}

const Registration registration({
    .id = "rope-layers",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "number of matrices across layers, RoPE",
    .ledger = {"REV-P2-04"},
    .statement =
        "Where the algorithm is applied layer after layer, the number of circulant or Toeplitz matrices to handle "
        "grows from layer to layer.",
    .tex = "\\sum_{\\ell<L} 2^\\ell n = \\Theta(2^L n)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
