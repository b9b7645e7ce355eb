// K-11, a variant: equality.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// Largest absolute entries of A (/) B and of A and B, by zeros and ones, smallest shapes first.
Verdict check(const Claim&, const Effort&) {
  const auto norm = [](const Dense<Rational>& m) {
    Rational largest;
    for (std::size_t i = 0; i < m.rows(); ++i)
      for (std::size_t j = 0; j < m.cols(); ++j) largest = max(largest, abs(m(i, j)));
    return largest;
  };
  Sweep sweep;
  for (const auto& s : shapes({{"d"}, {"n"}}, 2)) {
    if (s["d"] * (s["n1"] + s["n2"]) > 10) continue;
    for_each_corner(s["d"] * (s["n1"] + s["n2"]), [&](const std::vector<long>& digits) {
      Digits x(digits);
      const auto A = matrices(x, "A", s, "n", "d");
      return sweep(truth(norm(x.dense(khatri_rao<first>(A))) == norm(A[0]) * norm(A[1])),
                   [&] { return s.text() + ": " + x.text(); });
    });
  }
  return sweep.verdict(Status::verified, "zeros and ones, at most 10 of them, smallest shapes first",
                       "equal every time", {"kron-entry-bound"});
}

const Registration registration({
    .id = "kron-entry-bound-equal",
    .paper = "attest",
    .label = "entries of A (/) B, equality",
    .ledger = {"K-11"},
    .statement = "The largest absolute entry of A (/) B is the product of those of A and B, as it is for A (x) B.",
    .tex = "\\|A \\oslash B\\|_\\infty = \\|A\\|_\\infty \\|B\\|_\\infty",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
