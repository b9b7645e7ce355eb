// P1-24: which q leave a positive rate to k-fold products over F_{q^2}.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string shown;
  for (std::size_t k = 2; k <= 6; ++k) {
    for (std::size_t q = 3; q <= 64; q = prime_from(q + 1)) {
      const Rational rate = tower_rate(k, q);
      const auto at = [&](std::size_t n) {
        return
            [&, n] { return "k = " + std::to_string(k) + ", q = " + std::to_string(q) + ", n = " + std::to_string(n); };
      };
      sweep(truth((rate.sign() > 0) == (q > 2 * k + 1)), at(0));
      for (std::size_t n = 1; n <= 24; ++n) {
        const TowerCode c = tower_code(k, q, n);
        sweep(truth(2 * k * c.degree <= c.length && Rational(c.genus) < Rational(c.length) / Rational(q - 1)), at(n));
        if (rate.sign() > 0) sweep(truth(Rational(c.dimension_lower) > rate * Rational(c.length)), at(n));
        // Past the threshold nothing is left of Riemann's bound in the limit.
        if (rate.sign() <= 0 && n == 24)
          sweep(truth(Rational(c.dimension_lower) < Rational(c.length) / Rational(100'000)), at(n));
      }
    }
    shown += (shown.empty() ? "" : ", ") + std::to_string(least_tower_prime(k, 1)) + " for " + std::to_string(k);
  }
  return sweep.verdict(Status::verified, "k = 2 .. 6, primes q <= 64, the first 24 fields of the tower, exactly",
                       "least prime by number of players: " + shown + "; rates " + to_text(tower_rate(2, 7)) +
                           " (k = 2, q = 7) and " + to_text(tower_rate(3, 11)) + " (k = 3, q = 11)");
}

const Registration registration({
    .id = "hard-code-tower-rate",
    .paper = hardness::paper,
    .label = "Section 4.2, the code",
    .ledger = {"P1-24", "REV-P1-11"},
    .statement = "Codes over F_{q^2} from an optimal tower whose k-fold products keep half of R as distance have "
                 "dimension above R(1/(2k) - 1/(q-1)); this is positive just where q > 2k+1: from q = 7 for two "
                 "players, from q = 11 for three.",
    .tex = "\\kappa > R\\Big(\\frac1{2k} - \\frac1{q-1}\\Big),\\qquad \\frac1{2k} - \\frac1{q-1} > 0 \\iff q > 2k+1",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
