// P1-24, the trap: q = 7, which is enough for two players.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// The guarantee at q = 7, field by field: floor(R/6) + 1 - genus is about 2 sqrt(R/6), no constant part of R.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t k = 2; k <= 3; ++k)
    sweep(truth(tower_rate(k, 7).sign() > 0), [&] {
      const TowerCode c = tower_code(k, 7, 24);
      return "k = " + std::to_string(k) + ": rate " + to_text(tower_rate(k, 7)) + "; of the 24th field's " +
             to_text(c.length) + " points the guarantee is dimension " + to_text(c.dimension_lower);
    });
  return sweep.verdict(Status::verified, "k = 2, 3", "positive every time", {"hard-code-tower-rate"});
}

const Registration registration({
    .id = "hard-code-seven-for-three",
    .paper = hardness::paper,
    .label = "Section 4.2, q = 7",
    .ledger = {"P1-24", "REV-P1-11"},
    .statement = "q = 7 gives codes of positive guaranteed rate for two players and for three.",
    .tex = "\\frac1{2k} - \\frac1{q-1} > 0,\\quad q = 7,\\ k = 2, 3",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
