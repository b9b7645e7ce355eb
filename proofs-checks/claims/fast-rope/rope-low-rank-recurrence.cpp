// P2-15: which families W give scores of low rank: exponential polynomials.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"
#include "rope_cells.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), bases = x.size("bases");
  const std::vector<Rational> base{Rational(2), Rational(-1, 3), Rational(1), Rational(3, 2)};
  std::size_t r = 0;
  std::vector<Rational> w(2 * n - 1);
  for (std::size_t s = 0; s < bases; ++s) {
    std::vector<Rational> c;
    const std::size_t degree = sampler.below(3);
    for (std::size_t e = 0; e < degree; ++e) c.push_back(sampler.between(-2, 2));
    c.push_back(Rational(1 + sampler.below(4)));
    const polynomial::Polynomial p(std::move(c));
    r += degree + 1;
    for (std::size_t t = 0; t < w.size(); ++t) {
      const long k = static_cast<long>(t) - static_cast<long>(n - 1);
      w[t] += p(Rational(k)) * pow(base[s], k);
    }
  }
  const std::size_t found = rank(toeplitz(w));
  return truth(n < r ? found <= n : found == r);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(40), effort.seed, holds),
                    "the exact rank over Q is r where n >= r, every time");
}

const Registration registration({
    .id = "rope-low-rank-recurrence",
    .paper = "attest",
    .label = "low rank and linear recurrences, d = 1",
    .ledger = {"P2-15"},
    .statement =
        "If k -> W_k (d = 1) is a sum of exponential polynomials p_s(k) x_s^k with distinct non-zero x_s and r = sum "
        "of (deg p_s + 1), then the n x n Toeplitz matrix W_{i-j} has rank at most r, and exactly r for n >= r.",
    .tex = "W_k = \\sum_s p_s(k) x_s^k \\implies \\mathrm{rank}\\,(W_{i-j})_{n \\times n} = \\sum_s (\\deg p_s + "
           "1)\\quad (n \\ge \\text{that})",
    .hypotheses = {integer_parameter("n", "tokens", 1, 12), integer_parameter("bases", "how many x_s", 1, 4),
                   seed_parameter()},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
