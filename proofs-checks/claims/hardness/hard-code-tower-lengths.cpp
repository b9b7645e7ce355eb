// P1-24, P1-26: the tower's lengths are a factor q apart.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// One symbol more than the n-th field guarantees takes the next field, q times as long.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string far;
  for (const auto& [k, q] : {std::pair<std::size_t, std::size_t>{2, 7}, {3, 11}, {4, 11}, {3, 101}})
    for (std::size_t n = 1; n <= 12; ++n) {
      const Integer kappa = tower_code(k, q, n).dimension_lower + 1;
      std::size_t next = n;
      while (tower_code(k, q, next).dimension_lower < kappa) ++next;
      const Integer length = tower_code(k, q, next).length;
      const Rational ratio = Rational(length) * tower_rate(k, q) / Rational(kappa);
      const auto shown = [&] {
        return "k = " + std::to_string(k) + ", q = " + std::to_string(q) + ", kappa = " + to_text(kappa) +
               ": the shortest has R = " + to_text(length) +
               ", more than 2 kappa/rate = " + to_text(Rational(2) * Rational(kappa) / tower_rate(k, q));
      };
      if (q == 101 && n == 12) far = "; for q = 101, n = 12 it is " + to_text(floor(ratio)) + " times kappa/rate";
      sweep(truth(ratio <= Rational(2)), shown);
    }
  Verdict v = sweep.verdict(Status::verified, "k = 2, 3, 4; q = 7, 11, 101; the first 12 fields", "short every time",
                            {"hard-code-modular-lengths"});
  if (v.status == Status::refuted) v.evidence += far;
  return v;
}

const Registration registration({
    .id = "hard-code-tower-lengths",
    .paper = hardness::paper,
    .label = "Section 4.2, R = O(N/T) for all N",
    .ledger = {"P1-23", "P1-24", "P1-26"},
    .statement =
        "Every dimension kappa is reached by a code of Garcia and Stichtenoth's tower over F_{q^2}, q prime, of "
        "length at most 2 kappa/rate, rate = 1/(2k) - 1/(q-1).",
    .tex = "\\forall\\kappa\\ \\exists n:\\ \\dim C_n \\ge \\kappa,\\quad R_n \\le "
           "2\\kappa\\,\\big(\\tfrac1{2k}-\\tfrac1{q-1}\\big)^{-1}",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
