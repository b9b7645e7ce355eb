// P2-02, the trap: W_k = R_k in place of R_k^T.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// d = 2, the rotation by (3/5, 4/5), unit vectors; smallest positions first.
Verdict check(const Claim&, const Effort&) {
  attention::Rotary r;
  r.planes.push_back({0, 1, attention::PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, {}});
  const std::string scope = "d = 2, the rotation by (3/5, 4/5), smallest positions first";
  for (std::size_t n = 1; n <= 4; ++n)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        const RationalMatrix Ri = attention::relative_matrix(r, 2, -static_cast<long>(i), RationalField{});
        const RationalMatrix Rj = attention::relative_matrix(r, 2, -static_cast<long>(j), RationalField{});
        const RationalMatrix score = mul(transpose(Ri), Rj);
        const RationalMatrix reversed = attention::relative_matrix(r, 2, -offset(i, j), RationalField{});
        if (score == reversed) continue;
        return refuted(scope,
                       "i = " + std::to_string(i) + ", j = " + std::to_string(j) + ", q and k unit vectors of R^2",
                       "R_i^T R_j = " + to_text(score) + ", R_{i-j} = " + to_text(reversed), {"rope-sign-convention"});
      }
  return undecided(scope, "no difference up to 4 positions");
}

const Registration registration({
    .id = "rope-sign-reversed",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "W_k = R_k, RoPE",
    .ledger = {"P2-02"},
    .statement = "RoPE's score (R_i q).(R_j k) is q^T W_{i-j} k with W_k = R_k.",
    .tex = "(R_i q)^\\top (R_j k) = q^\\top R_{i-j}\\, k",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
