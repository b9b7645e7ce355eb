// P0-17: vectors of equal weight.
#include "attest/reduction/hamming.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// All pairs of vectors; a coordinate acts by itself, so d = 1 has every case there is.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 5; ++d)
    for_each_tuple(2 * d, 0, 1, [&](const std::vector<long>& x) {
      const VectorSets s = hard::sets_of(x, {1, 1}, d);
      const BitVectors a = balanced(s.sets[0]), b = balanced(s.sets[1]);
      const std::size_t apart = distance(s.sets[0], 0, s.sets[1], 0);
      return sweep(truth(a.dimension() == 2 * d && weight(a, 0) == d && distance(a, 0, b, 0) == 2 * apart &&
                         product({{a, b}}, {0, 0}) + apart == d),
                   [&] { return hard::text(s); });
    });
  return sweep.verdict(
      Status::proved, "every dimension: a sum over coordinates, all four pairs of bits at d = 1",
      std::to_string(sweep.tested()) + " pairs of vectors, d <= 5; also <(a, 1-a), (b, 1-b)> = d - dist");
}

const Registration registration({
    .id = "hard-balancing",
    .paper = "Alman & Song 2023",
    .label = "Remark 4.4",
    .ledger = {"P0-17"},
    .statement = "x -> (x, 1 - x) gives weight exactly half of the doubled dimension and doubles Hamming distances.",
    .tex = "x\\mapsto(x,1-x):\\quad \\|\\bar x\\|_1=\\bar d/2,\\quad \\mathrm{dist}(\\bar a,\\bar "
           "b)=2\\,\\mathrm{dist}(a,b)",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
