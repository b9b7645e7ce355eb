// P1-33: balanced by complements, three vectors do have such an identity.
#include "attest/reduction/hamming.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// Of three bits either all agree or exactly two of the three pairs differ; a sum over coordinates.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 4; ++d)
    for_each_tuple(3 * d, 0, 1, [&](const std::vector<long>& x) {
      const VectorSets s = hard::sets_of(x, {1, 1, 1}, d);
      VectorSets b = s;
      for (auto& set : b.sets) set = balanced(set);
      std::size_t apart = 0;
      for (std::size_t p = 0; p < 3; ++p) apart += distance(s.sets[p], 0, s.sets[(p + 1) % 3], 0);
      return sweep(truth(2 * product(b, {0, 0, 0}) + apart == 2 * d), [&] { return hard::text(s); });
    });
  return sweep.verdict(Status::proved, "every dimension: a sum over coordinates, all eight triples of bits at d = 1",
                       std::to_string(sweep.tested()) +
                           " triples, d <= 4: the triple with the least sum of distances is "
                           "the one with the largest product");
}

const Registration registration({
    .id = "hard-triple-complement",
    .paper = "attest",
    .label = "three vectors and their complements",
    .ledger = {"P1-33"},
    .statement = "Balanced by x -> (x, 1 - x), three vectors have the product d minus half the sum of their pairwise "
                 "Hamming distances.",
    .tex = "\\langle\\bar a,\\bar b,\\bar "
           "c\\rangle=d-\\tfrac12\\big(\\mathrm{dist}(a,b)+\\mathrm{dist}(a,c)+\\mathrm{dist}(b,c)\\big)",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
