// REV-P1-09: 3-Max-IP and Gap-MaxIP, the exact and the promise problem.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// One triple a, b, c of {0,1}^d, smallest d and t first, eps = 1/2: max <a, b, c> >= t or <= t/2?
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 4; ++d)
    for (std::size_t t = 1; t <= d; ++t)
      for_each_tuple(3 * d, 0, 1, [&](const std::vector<long>& x) {
        std::size_t product = 0;
        for (std::size_t l = 0; l < d; ++l) product += x[l] && x[d + l] && x[2 * d + l] ? 1U : 0U;
        return sweep(truth(product >= t || 2 * product <= t), [&] {
          std::string shown = "n = 1, d = " + std::to_string(d) + ", t = " + std::to_string(t) + ", eps = 1/2:";
          for (std::size_t player = 0; player < 3; ++player) {
            shown += std::string(" ") + "abc"[player] + " = (";
            for (std::size_t l = 0; l < d; ++l) shown += (l ? "," : "") + std::to_string(x[player * d + l]);
            shown += player < 2 ? ")," : ")";
          }
          return shown + ", <a,b,c> = " + std::to_string(product);
        });
      });
  Verdict v = sweep.verdict(Status::verified, "one vector a player, d <= 4, t <= d, eps = 1/2, smallest first",
                            "on one of the two sides every time");
  if (v.status == Status::refuted)
    v.evidence += ": 3-Max-IP has to answer, Gap-MaxIP promises that such an instance is not asked";
  return v;
}

const Registration registration({
    .id = "tensor-promise",
    .paper = tensor_review::paper,
    .label = "Section 3.2: two names for one problem",
    .ledger = {"REV-P1-09", "P1-22"},
    .statement = "Gap-MaxIP is 3-Max-IP under another name: every instance has max <a, b, c> >= t or <= (1 - eps) t.",
    .tex = "\\max\\langle a,b,c\\rangle \\ge t\\ \\text{ or }\\ \\max\\langle a,b,c\\rangle \\le (1-\\varepsilon)t",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
