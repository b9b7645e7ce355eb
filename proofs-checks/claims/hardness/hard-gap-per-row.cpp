// P1-22: the two readings of the promise.
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// Sets of order 2, smallest first: 1 or 2 vectors against 1 or 2, d <= 3, t <= d, eps = 1/2.  Globally one threshold
/// judges all products; row by row each vector of the first set keeps the promise by itself.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 3; ++d)
    for (std::size_t t = 1; t <= d; ++t)
      for (const auto& [n, m] : {std::pair<std::size_t, std::size_t>{1, 1}, {2, 1}, {1, 2}, {2, 2}})
        for_each_tuple((n + m) * d, 0, 1, [&, n = n, m = m](const std::vector<long>& x) {
          const VectorSets s = hard::sets_of(x, {n, m}, d);
          const bool global = promise({s, t, Rational(1, 2)}) != Promise::neither;
          bool rows = true;
          for (std::size_t i = 0; i < n; ++i) {
            const std::size_t value = std::max(product(s, {i, 0}), product(s, {i, m - 1}));
            rows = rows && (value >= t || 2 * value <= t);
          }
          return sweep(truth(!rows || global),
                       [&] { return "t = " + std::to_string(t) + ", eps = 1/2: " + hard::text(s); });
        });
  return sweep.verdict(
      Status::verified, "order 2, n <= 2 against 1 or 2, d <= 3, t <= d, eps = 1/2, smallest first",
      "every instance with the promise row by row has it globally; the row with the largest product decides");
}

const Registration registration({
    .id = "hard-gap-per-row",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Definition of Gap-MaxIP",
    .ledger = {"P1-22"},
    .statement = "An instance that keeps the promise row by row keeps it globally: what is hard row by row is asked "
                 "globally too.",
    .tex =
        "\\big(\\forall a:\\max_{b,c}\\ge t\\ \\text{or}\\le(1-\\varepsilon)t\\big)\\Rightarrow\\big(\\max_{a,b,c}\\ge "
        "t\\ \\text{or}\\le(1-\\varepsilon)t\\big)",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
