// REV-P1-13, reply: what a smaller error costs.
#include "tensor_columns.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

/// A cost a + c log(1/eps) with a, c >= 0 at most doubles from eps to eps^2.  Logits at most 1, eps = 2^-m, d fixed:
/// the columns certainly needed at eps^2 against those that certainly suffice at eps.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::vector<Degrees> g;
  for (std::size_t m = 2; m <= 256; m *= 2) g.push_back(degrees(1, Rational::power_of_two(-static_cast<long>(m))));
  for (std::size_t d = 1; d <= 16; ++d)
    for (std::size_t s = 0; s + 1 < g.size(); ++s)
      sweep(truth(columns(d, g[s + 1].at_least) <= 2 * columns(d, g[s].at_most)), [&] {
        return "d = " + std::to_string(d) + ", eps = 2^-" + std::to_string(2U << s) + ": degree " + range(g[s]) +
               ", columns " + to_text(columns(d, g[s].at_most)) + "; eps^2: degree " + range(g[s + 1]) + ", columns " +
               to_text(columns(d, g[s + 1].at_least));
      });
  Verdict v = sweep.verdict(Status::verified, "logits at most 1, d <= 16, eps = 2^-2 .. 2^-128, smallest first",
                            "at most doubled every time", {"tensor-norm-degree"});
  if (v.status != Status::refuted) return v;
  std::string shown;
  for (std::size_t s = 0; s < g.size(); ++s)
    shown += (s ? ", " : "") + to_text(columns(8, g[s].at_most)) + " at 2^-" + std::to_string(2U << s);
  v.evidence +=
      "; columns that suffice for d = 8: " + shown + " (it is the degree that grows like log(1/eps) / loglog)";
  return v;
}

const Registration registration({
    .id = "tensor-norm-cost-log",
    .paper = paper,
    .label = "reply: the dependence on eps",
    .ledger = {"REV-P1-13"},
    .statement = "The columns of the polynomial method depend on eps only by log(1/eps): squaring eps at most doubles "
                 "them, for fixed d and logits at most 1.",
    .tex = "r(\\varepsilon) = a + c\\log(1/\\varepsilon)",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
