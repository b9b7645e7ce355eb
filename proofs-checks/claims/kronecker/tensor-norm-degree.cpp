// REV-P1-13: what it really costs to ask for a small Frobenius norm.
#include "tensor_columns.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

/// n = 4^a, d = 16: sqrt(nd) = 2^{a+2}, a rational.  The degree that suffices for eps/sqrt(nd) against the one needed
/// for eps.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string shown;
  for (const long beta : {1L, 4L, 8L})
    for (const long a : {5L, 7L, 10L}) {
      const Rational eps(1, 1024), smaller = eps * Rational::power_of_two(-a - 2);
      const Degrees before = degrees(beta, eps), after = degrees(beta, smaller);
      const auto steps = static_cast<std::size_t>(a + 2);
      const std::string where = "beta = " + std::to_string(beta) + ", n = 2^" + std::to_string(2 * a);
      sweep(truth(after.at_most <= before.at_least + steps && after.at_least >= before.at_most), [&] { return where; });
      if (a != 7)
        shown += (shown.empty() ? "" : "; ") + where + ": degree " + range(before) + " to " + range(after) +
                 ", columns times " +
                 to_decimal(Rational(columns(16, after.at_most), columns(16, before.at_least)), 3, Direction::up);
    }
  return sweep.verdict(Status::verified, "d = 16, eps = 2^-10, n = 2^10, 2^14, 2^20, beta = 1, 4, 8", shown);
}

const Registration registration({
    .id = "tensor-norm-degree",
    .paper = "attest",
    .label = "the cost of a Frobenius bound",
    .ledger = {"REV-P1-13"},
    .statement =
        "To bound the Frobenius norm of the error of an n x d output by eps one asks for eps/sqrt(nd) in l_inf: "
        "the degree rises by at most log2 sqrt(nd), and the columns grow by a factor that depends on d.",
    .tex = "g(\\varepsilon/\\sqrt{nd}) \\le g(\\varepsilon) + \\log_2\\sqrt{nd}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
