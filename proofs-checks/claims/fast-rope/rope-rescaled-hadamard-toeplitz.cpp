// P2-07 after the repair P2-11: rescaled Toeplitz matrices are closed under the Hadamard product.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The vectors multiply entrywise.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  std::vector<Rational> w, w2, both;
  for (std::size_t k = 0; k + 1 < 2 * n; ++k) {
    w.push_back(sampler.between(-3, 3));
    w2.push_back(sampler.between(-3, 3));
    both.push_back(w[k] * w2[k]);
  }
  const RationalMatrix u = sampler.matrix(n, 2, 3), v = sampler.matrix(n, 2, 3);
  const RationalMatrix a = rescaled(u, 0, toeplitz(w), v, 0), b = rescaled(u, 1, toeplitz(w2), v, 1);
  RationalMatrix product(n, n), uu(n, 1), vv(n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    uu.set(i, 0, u.get(i, 0) * u.get(i, 1));
    vv.set(i, 0, v.get(i, 0) * v.get(i, 1));
    for (std::size_t j = 0; j < n; ++j) product.set(i, j, a.get(i, j) * b.get(i, j));
  }
  return truth(product == rescaled(uu, 0, toeplitz(both), vv, 0));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "the entrywise products of the vectors, exactly, every time");
}

const Registration registration({
    .id = "rope-rescaled-hadamard-toeplitz",
    .paper = "attest",
    .label = "Lemma 3.6, Toeplitz",
    .ledger = {"P2-07", "P2-11"},
    .statement = "The Hadamard product of diag(u) T diag(v) and diag(u') T' diag(v') is diag(u u') (T o T') diag(v "
                 "v'), again a rescaled Toeplitz matrix.",
    .tex = "(D_u T D_v) \\circ (D_{u'} T' D_{v'}) = D_{u u'} (T \\circ T') D_{v v'}",
    .hypotheses = {integer_parameter("n", "side", 1, 12), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
