// Ours: orthogonal vectors as Gap-MaxIP without a protocol.
#include "attest/reduction/direct.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// All tuples of k bits at one coordinate, which is the identity; then whole instances at the edge, on both sides.
Verdict check(const Claim&, const Effort& effort) {
  Sweep sweep;
  for (std::size_t k = 2; k <= 6; ++k)
    for_each_tuple(k, 0, 1, [&](const std::vector<long>& x) {
      const VectorSets ov = hard::sets_of(x, std::vector<std::size_t>(k, 1), 1);
      const Choice only(k, 0);
      return sweep(truth(product(max_ip_of(ov).vectors, only) + product(ov, only) == 1),
                   [&] { return hard::text(ov); });
    });
  for (std::size_t i = 0; i < effort.instances(60); ++i) {
    const std::size_t k = 2 + i % 5, n = k > 4 ? 2 : 3, d = 1 + i % 9;
    const bool yes = i % 2 == 0;
    const VectorSets ov =
        yes ? planted_orthogonal(n, d, k, effort.seed + i) : nearly_orthogonal(n, d, k, effort.seed + i);
    const GapProblem y = max_ip_of(ov);
    bool exact = y.t == d && y.gap * Rational(d) == Rational(1) && y.vectors.dimension() == k * d;
    hard::every_choice(ov, [&](const Choice& c) { exact = exact && product(y.vectors, c) + product(ov, c) == d; });
    sweep(truth(exact && promise(y) == (yes ? Promise::yes : Promise::no)), [&] { return hard::text(ov); });
  }
  return sweep.verdict(
      Status::verified,
      "orders 2 to 6; all bits at one coordinate, random sets with an orthogonal choice or one short of it, seed " +
          std::to_string(effort.seed),
      std::to_string(sweep.tested()) + " cases: every product is D minus the old one, t = D, gap 1/D");
}

const Registration registration({
    .id = "hard-direct-link",
    .paper = "attest",
    .label = "the direct link",
    .ledger = {"P1-26"},
    .statement = "Orthogonal vectors of order k over D coordinates are Gap-MaxIP over kD coordinates with t = D and "
                 "gap 1/D: every product becomes D minus itself.",
    .tex = "1-x_1\\cdots x_k=\\sum_{p=1}^k x_1\\cdots x_{p-1}(1-x_p)",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
