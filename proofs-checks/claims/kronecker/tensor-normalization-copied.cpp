// P1-10, the trap: the bound 2 eps B of plain attention, copied.
#include "tensor_normalization.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Order 3, extremal rows with whole B and Pythagorean eps, smallest B and denominators first.
Verdict check(const Claim&, const Effort&) {
  std::size_t tested = 0;
  for (long B = 1; B <= 3; ++B)
    for (long below = 2; below <= 7; ++below)
      for (long above = 1; above < below; ++above) {
        const Rational eps = pythagorean(Rational(Integer(above), Integer(below)));
        const auto x = attention::extremal_instance(eps, 3, B);
        const Rational error = error_of(x.row), copied = Rational(2) * eps * Rational(B);
        ++tested;
        if (error <= copied) continue;
        return {Status::refuted,
                std::to_string(tested) + " extremal rows of order 3, smallest first",
                "error " + to_text(error) + " where 2 eps B is " + to_text(copied) + " and 2 eps B^2 is " +
                    to_text(copied * Rational(B)),
                "B = " + std::to_string(B) + ", eps = " + to_text(eps) + ": " + described(x),
                {"tensor-normalization", "tensor-normalization-threshold"}};
      }
  return {Status::verified, std::to_string(tested) + " extremal rows of order 3", "within 2 eps B every time", {}, {}};
}

const Registration registration({
    .id = "tensor-normalization-copied",
    .paper = "Alman & Song, Kronecker attention",
    .label = "division lemma, with B as in plain attention",
    .ledger = {"P1-10"},
    .statement = "For order 3 the error after the division is at most 2 eps B, as for plain attention.",
    .tex = "\\|\\tilde D^{-1}\\tilde A(V_1\\oslash V_2) - D^{-1}A(V_1\\oslash V_2)\\|_{\\max} \\le 2\\varepsilon B",
    .hypotheses = {},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
