// P2-01 as submitted: supp(W_k) = S for every k; W_0 = I of RoPE is smaller.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

std::string support(const RationalMatrix& w) {
  std::string s;
  for (std::size_t a = 0; a < w.rows(); ++a)
    for (std::size_t b = 0; b < w.cols(); ++b)
      if (w.get(a, b) != Rational(0)) s += cell_text({a, b});
  return s;
}

/// d = 2, the rotation by (3/5, 4/5); the fewest positions whose W differ in support.
Verdict check(const Claim&, const Effort&) {
  attention::Rotary r;
  r.planes.push_back({0, 1, attention::PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, {}});
  const Offsets W = offsets(r, 2);
  const std::string scope = "RoPE with d = 2 and the rotation by (3/5, 4/5), fewest positions first";
  for (long n = 1; n <= 8; ++n)
    for (long k = 1 - n; k < n; ++k)
      if (support(W(k)) != support(W(0)))
        return refuted(
            scope,
            "n = " + std::to_string(n) + ": W_0 = " + to_text(W(0)) + ", W_" + std::to_string(k) + " = " +
                to_text(W(k)),
            "supp(W_0) = " + support(W(0)) + ", supp(W_" + std::to_string(k) + ") = " + support(W(k)) + ": sin(0) = 0",
            {"rope-support-subset"});
  return undecided(scope, "no two supports differ up to n = 8");
}

const Registration registration({
    .id = "rope-support-equal",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Definition 1.1, supp(W_i) = S, standard RoPE",
    .ledger = {"P2-01", "REV-P2-18"},
    .statement = "The matrices W_k of RoPE have one and the same support S.",
    .tex = "\\mathrm{supp}(W_k) = S\\quad(|k| < n)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
