// REV-P1-16: why the method fails for large entries.
#include "tensor_columns.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

/// n = 2^m, d = m, B^3 = 6 m = beta, attained (kron-logit-bound).  Even relative error 1/2 needs the
/// degree of exp-relative-degree-lower, and then more than n^2 columns.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Sweep sweep;
  std::string shown;
  for (std::size_t m = 2; m <= 256; m = m < 8 ? m + 1 : 2 * m) {
    const Rational beta(6 * m);
    const Ball bound = expoly::relative_degree_lower(beta, Rational(1, 2), p);
    const auto g = static_cast<std::size_t>(ceil(bound.lower()));
    const Integer r = columns(m, g);
    const Integer square = Integer(1) << static_cast<unsigned>(2 * m);
    sweep(truth(g >= 3 * m && r > square), [&] { return "n = 2^" + std::to_string(m); });
    if (m <= 8) {  // the bracket knows better, and never less
      const Degrees best = degrees(beta, Rational(1, 2));
      sweep(truth(best.at_least >= g), [&] { return "degree " + range(best) + " at beta = " + to_text(beta); });
    }
    if (m == 2 || m == 8 || m == 64)
      shown += (shown.empty() ? "" : "; ") + std::string("n = 2^") + std::to_string(m) + ": degree at least " +
               std::to_string(g) + ", columns at least n^" +
               to_text(div(log(Ball(r), p), mul(Ball(m), log(Ball(2), p), p), p), 4);
  }
  return sweep.verdict(Status::verified, "n = 2^m, d = m, beta = B^3 = 6 m, m = 2 .. 256, relative error 1/2", shown);
}

const Registration registration({
    .id = "tensor-large-entries",
    .paper = paper,
    .label = "Section 3.1: why large entries",
    .ledger = {"REV-P1-16", "P1-31"},
    .statement =
        "The degree grows at least like the largest logit B^3: with d = log2 n and B^3 = 6 log2 n even relative "
        "error 1/2 takes more than n^2 columns, which is no faster than the n^3 of the definition.",
    .tex = "g \\ge \\frac{B^3 - \\ln 3}{\\ln(3+2\\sqrt2)} \\ge 3d \\implies \\tbinom{d+g}{g} \\ge (1+g/d)^d \\ge n^2",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
