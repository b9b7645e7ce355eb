// REV-P1-13: what an l_inf bound says of the Frobenius norm.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Rational frobenius_squared(const RationalMatrix& x) {
  Rational sum;
  for (std::size_t i = 0; i < x.rows(); ++i)
    for (std::size_t j = 0; j < x.cols(); ++j) sum += x.get(i, j) * x.get(i, j);
  return sum;
}

/// The output is n x d, the weights are n x n^{k-1}: both by squares, for random entries and for all entries eps.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Rational& eps = x.rational("eps");
  std::size_t tuples = 1;
  for (std::size_t l = 1; l < k; ++l) tuples *= n;
  bool all = n * tuples == floor(pow(Rational(n), static_cast<long>(k)));
  for (const std::size_t cols : {d, tuples}) {
    const Rational bound = Rational(n * cols) * eps * eps;
    RationalMatrix equal(n, cols);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < cols; ++j) equal.set(i, j, eps);
    all = all && frobenius_squared(sampler.matrix(n, cols, eps)) <= bound && frobenius_squared(equal) == bound;
  }
  return truth(all);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "the squares within n d eps^2 for n x d and n^k eps^2 for n x n^{k-1}, equal where all entries are "
                    "eps, every time");
}

const Registration registration({
    .id = "tensor-norm-frobenius",
    .paper = tensor_review::paper,
    .label = "Definition 1.2: why l_inf, Frobenius norm",
    .ledger = {"REV-P1-13"},
    .statement =
        "An n x d matrix with entries at most eps has Frobenius norm at most sqrt(nd) eps, an n x n^{k-1} matrix "
        "at most n^{k/2} eps, and no less will do.",
    .tex = "\\|X\\|_F \\le \\sqrt{nd}\\,\\|X\\|_\\infty,\\qquad \\|X\\|_F \\le n^{k/2}\\|X\\|_\\infty\\ "
           "(X \\in \\mathbb R^{n \\times n^{k-1}})",
    .hypotheses = {integer_parameter("n", "rows", 1, 4), integer_parameter("d", "columns", 1, 5),
                   integer_parameter("k", "order", 2, 4),
                   rational_parameter("eps", "largest entry", Rational(1, 1000), 1), seed_parameter()},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
