// P1-28: what rounding the entries does to a logit.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k"), d = x.size("d");
  const Rational &rho = x.rational("rho"), &eta = x.rational("eta");
  Rational change, most;
  for (std::size_t l = 0; l < d; ++l) {
    Rational before = 1, after = 1, low = 1, high = 1;
    for (std::size_t a = 0; a < k; ++a) {
      const Rational entry = sampler.between(-rho, rho);
      before *= entry;
      after *= entry + sampler.between(-eta, eta);
      low *= rho;
      high *= rho + eta;
    }
    change += after - before;
    most += high - low;
  }
  return truth(abs(change) <= most &&
               most / Rational(d) <= Rational(k) * pow(rho + eta, static_cast<long>(k) - 1) * eta);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(400), effort.seed, holds),
      "exactly: at most the change from rho to rho + eta in every entry, and that at most k (rho + eta)^{k-1} eta");
}

const Registration registration({
    .id = "hard-attention-rounding",
    .paper = "attest",
    .label = "rounding of hard instances",
    .ledger = {"P1-28"},
    .statement = "Entries of size at most rho that change by at most eta change a logit (1/d) sum q k1 k2 ... of order "
                 "k by at most k (rho + eta)^{k-1} eta.",
    .tex = "|\\Delta s|\\le k(\\rho+\\eta)^{k-1}\\eta",
    .hypotheses = {integer_parameter("k", "order", 2, 6), integer_parameter("d", "columns", 1, 4),
                   rational_parameter("rho", "size of the entries", 0, 4), rational_parameter("eta", "change", 0, 1),
                   seed_parameter()},
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
