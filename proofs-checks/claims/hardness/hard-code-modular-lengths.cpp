// P1-24, P1-26: modular curves reach the tower's rate at every length.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// X_0(l) over F_{q^2}, l = 11 mod 12 a prime other than q: genus (l+1)/12, and at least (q-1)(l+1)/12 points, the
/// supersingular ones; one is kept for the pole.
TowerCode modular_code(std::size_t k, std::size_t q, std::size_t l) {
  TowerCode c;
  c.genus = Integer((l + 1) / 12);
  c.length = Integer(q - 1) * c.genus - 1;
  c.degree = c.length / (2 * k);
  c.dimension_lower = c.degree + 1 - c.genus;
  return c;
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string shown;
  for (const auto& [k, q] : {std::pair<std::size_t, std::size_t>{2, 7}, {3, 11}, {4, 11}, {3, 101}}) {
    Rational last;
    std::size_t below = 64;  // the dimensions from here to `wanted` are served by the same code
    for (std::size_t kappa = 64; kappa <= std::size_t{1} << 17; kappa *= 2)
      for (const std::size_t wanted : {kappa, kappa + kappa / 3, kappa + 2 * kappa / 3}) {
        std::size_t l = 11;
        const auto usable = [&] { return l != q && prime_from(l) == l; };
        // The dimension grows by a sixth or so of the rate with each l; start near where it is reached.
        const Integer start = floor(Rational(wanted) * Rational(11) / (tower_rate(k, q) * Rational(q - 1)));
        l += 12 * static_cast<std::size_t>(start / 12);
        while (!usable() || modular_code(k, q, l).dimension_lower < wanted) l += 12;
        const TowerCode c = modular_code(k, q, l);
        last = Rational(c.length) * tower_rate(k, q) / Rational(wanted);
        sweep(truth(Rational(c.length) * tower_rate(k, q) <= Rational(2 * below)), [&] {
          return "k = " + std::to_string(k) + ", q = " + std::to_string(q) + ", kappa = " + std::to_string(wanted) +
                 ": R = " + to_text(c.length);
        });
        below = wanted;
      }
    shown += (shown.empty() ? "" : ", ") + to_decimal(last, 5, Direction::up) + " (k = " + std::to_string(k) +
             ", q = " + std::to_string(q) + ")";
  }
  return sweep.verdict(Status::verified, "k = 2, 3, 4; q = 7, 11, 101; kappa = 64 .. 2^17 in steps of a third or less",
                       "R rate/kappa is at most 2 every time, and at the largest kappa " + shown);
}

const Registration registration({
    .id = "hard-code-modular-lengths",
    .paper = hardness::paper,
    .label = "Section 4.2, R = O(N/T) for all N",
    .ledger = {"P1-23", "P1-24", "P1-26"},
    .statement =
        "Every dimension kappa >= 64 is reached by a code on a modular curve X_0(l) over F_{q^2}, q prime, of length "
        "at "
        "most 2 kappa/rate: genus (l+1)/12 and (q-1)(l+1)/12 points for primes l = 11 mod 12, which are dense.",
    .tex = "\\forall\\kappa\\ \\exists\\ell:\\ \\dim C_\\ell \\ge \\kappa,\\quad R_\\ell \\le "
           "2\\kappa\\,\\big(\\tfrac1{2k}-\\tfrac1{q-1}\\big)^{-1}",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
