// P2-11: a Toeplitz matrix is the corner of a circulant of any size from 2n-1.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), N = 2 * n - 1 + x.size("extra");
  std::vector<Rational> w, c(N);
  for (std::size_t k = 0; k + 1 < 2 * n; ++k) w.push_back(sampler.between(-3, 3));
  for (auto& free : c) free = sampler.between(-3, 3);
  for (std::size_t k = 0; k < n; ++k) c[k] = w[n - 1 + k];
  for (std::size_t k = 1; k < n; ++k) c[N - k] = w[n - 1 - k];
  const RationalMatrix vector = sampler.matrix(n, 1, 3), dense = mul(toeplitz(w), vector);
  RationalMatrix padded(N, 1);
  for (std::size_t i = 0; i < n; ++i) padded.set(i, 0, vector.get(i, 0));
  const RationalMatrix product = mul(circulant(c), padded);
  for (std::size_t i = 0; i < n; ++i)
    if (product.get(i, 0) != dense.get(i, 0)) return Truth::no;
  return Truth::yes;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "T x from the circulant of size 2n-1+extra, whatever the extra numbers, exactly, every time");
}

const Registration registration({
    .id = "rope-toeplitz-embedding",
    .paper = "attest",
    .label = "rescaled Toeplitz (the repair)",
    .ledger = {"P2-11", "P2-10"},
    .statement = "An n x n Toeplitz matrix is the leading block of an N x N circulant for every N >= 2n-1, with first "
                 "column w_0 .. w_{n-1}, N-2n+1 free numbers, w_{-(n-1)} .. w_{-1}; T x is the first n entries of the "
                 "circulant times [x; 0].",
    .tex =
        "T = \\begin{pmatrix} I_n & 0 \\end{pmatrix} C \\begin{pmatrix} I_n \\\\ 0 \\end{pmatrix},\\quad N \\ge 2n-1",
    .hypotheses = {integer_parameter("n", "side of T", 1, 8), integer_parameter("extra", "N - (2n-1)", 0, 9),
                   seed_parameter()},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
