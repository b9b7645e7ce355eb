// P0-01, the trap: the norm of the definition is the largest entry, not the operator norm.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The operator norm of x -> Mx on (R^d, max) is the largest sum of absolute values of a row.
Rational operator_norm(const RationalMatrix& m) {
  Rational norm;
  for (std::size_t i = 0; i < m.rows(); ++i) {
    Rational sum;
    for (std::size_t j = 0; j < m.cols(); ++j) sum += abs(m.get(i, j));
    norm = max(norm, sum);
  }
  return norm;
}

Rational largest_entry(const RationalMatrix& m) {
  Rational largest;
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) largest = max(largest, abs(m.get(i, j)));
  return largest;
}

Verdict check(const Claim& claim, const Effort&) {
  // Smallest first: all shapes by size, entries -1, 0, 1.
  std::size_t tested = 0;
  for (std::size_t cells = 1; cells <= 6; ++cells)
    for (std::size_t n = 1; n <= cells; ++n) {
      if (cells % n != 0) continue;
      RationalMatrix q(n, cells / n);
      for (std::size_t code = 0,
                       codes = static_cast<std::size_t>(pow(Rational(3), static_cast<long>(cells)).numerator());
           code < codes; ++code) {
        std::size_t rest = code;
        for (std::size_t c = 0; c < cells; ++c, rest /= 3)
          q.set(c / q.cols(), c % q.cols(), Rational(rest % 3) - Rational(1));
        ++tested;
        if (operator_norm(q) <= largest_entry(q)) continue;
        Verdict v{Status::refuted,
                  std::to_string(tested) + " matrices, smallest first",
                  {},
                  "Q = " + to_text(q),
                  {"attention-definition"}};
        v.evidence = "largest entry " + to_text(largest_entry(q)) + ", operator norm " + to_text(operator_norm(q));
        return v;
      }
    }
  return {Status::verified, std::to_string(tested) + " matrices", claim.statement, {}, {}};
}

const Registration registration({
    .id = "attention-definition-operator-norm",
    .paper = "Alman & Song 2023",
    .label = "Definition 1.1, another reading",
    .ledger = {"P0-01"},
    .statement = "The norm in the definition may be read as the operator norm: entries bounded by B bound it by B.",
    .tex = "\\max_{i,l}|Q_{il}| \\le B \\implies \\|Q\\|_{\\infty\\to\\infty} \\le B",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
