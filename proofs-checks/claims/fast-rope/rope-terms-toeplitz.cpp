// P2-10, P2-11: what C^{a,b} is for every W.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), a = sampler.below(d), b = sampler.below(d);
  Family w = random_family(sampler, n, d);
  std::vector<Rational> wanted;
  for (std::size_t k = 0; k + 1 < 2 * n; ++k) {
    wanted.push_back(sampler.between(-3, 3));
    w.w[k].set(a, b, wanted[k]);
  }
  for (std::size_t e = 0; e < d; ++e)
    for (std::size_t f = 0; f < d; ++f)
      if (!is_toeplitz(core(w, e, f))) return Truth::no;
  return truth(core(w, a, b) == toeplitz(wanted));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "constant along diagonals for all d^2 positions, and the Toeplitz matrix asked for at one of them");
}

const Registration registration({
    .id = "rope-terms-toeplitz",
    .paper = "attest",
    .label = "C^{a,b} is Toeplitz",
    .ledger = {"P2-10", "P2-11", "REV-P2-25", "REV-P2-27"},
    .statement = "For every W the matrix C^{a,b}_ij = (W_{i-j})_ab is Toeplitz, so A^{a,b} is a rescaled Toeplitz "
                 "matrix; any Toeplitz matrix occurs.",
    .tex = "C^{a,b}_{ij} = (W_{i-j})_{ab} \\text{ is Toeplitz}",
    .hypotheses = {integer_parameter("n", "tokens", 1, 8), integer_parameter("d", "dimension", 1, 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
