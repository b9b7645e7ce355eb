// P1-26: how many instances there are, with codes of a tower.
#include "attest/number/ball.hpp"
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// Vectors of dimension N = c log2 n, N = T kappa; kappa >= rate R; messages at most q^{2(R/2 + 1)} = n^{(R+2) log2 q /
/// log2 n}, and R <= N/(T rate).  So the exponent is at most (c/T)(log2 q)/rate up to 2 log2 q / log2 n.
Verdict check(const Claim&, const Effort&) {
  const Precision precision(128);
  Sweep sweep;
  std::string shown;
  const auto exponent = [&](std::size_t k, std::size_t T) {
    const std::size_t q = least_tower_prime(k, T);
    const Ball two = log(Ball(2), precision);
    return div(div(log(Ball(q), precision), two, precision), Ball(Rational(T) * tower_rate(k, q), precision),
               precision);
  };
  for (const std::size_t k : {2U, 3U, 4U}) {
    const std::size_t least = least_tower_prime(k, 1);
    for (std::size_t n = 1; n <= 12; ++n) {  // dim C' <= km + 1 over F_{q^2}; kappa symbols, as the tower guarantees
      const TowerCode c = tower_code(k, least, n);
      sweep(
          truth(2 * (k * c.degree + 1) <= c.length + 2 &&
                Rational(c.length) * tower_rate(k, least) < Rational(c.dimension_lower)),
          [&] { return "k = " + std::to_string(k) + ", q = " + std::to_string(least) + ", n = " + std::to_string(n); });
    }
    for (std::size_t inverse : {1U, 10U, 100U}) {
      const Ball delta(Rational(Integer(1), Integer(inverse)), precision);
      std::size_t T = 1;
      while (T < 1U << 20 && less(exponent(k, T), delta) != Truth::yes) T *= 2;
      sweep(less(exponent(k, T), delta), [&] {
        return "k = " + std::to_string(k) + ", exponent 1/" + std::to_string(inverse) + " not reached at T = 2^20";
      });
      if (k == 3)
        shown += (shown.empty() ? "" : ", ") + ("c/" + std::to_string(inverse) + " at T = " + std::to_string(T) +
                                                " (q = " + std::to_string(least_tower_prime(k, T)) + ")");
    }
  }
  return sweep.verdict(
      Status::verified,
      "k = 2, 3, 4; the first 12 fields of the tower; T = 1, 2, 4, .. 2^20, least prime q for each; balls of 128 bits",
      "for three players the exponent is below " + shown);
}

const Registration registration({
    .id = "hard-protocol-instances-exponent",
    .paper = hardness::paper,
    .label = "Theorem 4.7, the number of instances",
    .ledger = {"P1-26"},
    .statement = "With a code over F_{q^2} of dimension kappa >= rate R there are at most n^{(c/T)(log2 q)/rate + "
                 "o(1)} messages for vectors of dimension T kappa = c log2 n: below any power of n once T is large, "
                 "since q may be the least prime above T with a positive rate.",
    .tex = "\\#\\mu \\le q^{R+2} = n^{\\frac cT\\log_2 q\\,(\\frac1{2k}-\\frac1{q-1})^{-1} + o(1)}",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
