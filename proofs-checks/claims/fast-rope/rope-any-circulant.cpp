// P2-15: M can be any circulant, where W, Q and K may be chosen.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  std::vector<Rational> c, t;
  for (std::size_t k = 0; k < n; ++k) c.push_back(sampler.between(-3, 3));
  for (std::size_t k = 0; k + 1 < 2 * n; ++k)
    t.push_back(x.size("wrap") == 1 ? c[(k + 1) % n] : sampler.between(-3, 3));
  Family w{n, d, std::vector<RationalMatrix>(2 * n - 1, RationalMatrix(d, d))};
  for (std::size_t k = 0; k < t.size(); ++k) w.w[k].set(0, 0, t[k]);
  RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2);
  for (std::size_t i = 0; i < n; ++i) {
    Q.set(i, 0, 1);
    K.set(i, 0, 1);
  }
  const RationalMatrix m = scores(Q, w, K);
  return truth(x.size("wrap") == 1 ? m == circulant(c) : m == toeplitz(t));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
      "M equals the circulant, or Toeplitz matrix, asked for; the other columns of Q and K are arbitrary");
}

const Registration registration({
    .id = "rope-any-circulant",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "line 187: M can be any circulant, W chosen with Q and K",
    .ledger = {"P2-15", "REV-P2-26", "REV-P2-09"},
    .statement = "For every d >= 1, every circulant (indeed every Toeplitz matrix) is the score matrix M of some W, Q "
                 "and K: W_k = t(k) E_11, first columns of Q and K all ones.",
    .tex = "\\forall\\, T\\ \\exists\\, W, Q, K:\\ M = T",
    .hypotheses = {integer_parameter("n", "tokens", 1, 6), integer_parameter("d", "dimension", 1, 3),
                   integer_parameter("wrap", "1 circulant, 0 Toeplitz", 0, 1), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
