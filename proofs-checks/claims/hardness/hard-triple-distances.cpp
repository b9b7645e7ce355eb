// P1-33: pairwise distances do not give the product of three.
#include <map>

#include "attest/reduction/hamming.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// Do equal weights and equal pairwise distances give equal products?  All choices, smallest d first.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::map<std::vector<std::size_t>, std::pair<std::size_t, std::string>> seen;
  for (std::size_t d = 1; d <= 4; ++d)
    for_each_tuple(3 * d, 0, 1, [&](const std::vector<long>& x) {
      VectorSets s = hard::sets_of(x, std::vector<std::size_t>(3, 1), d);
      const std::string shown = hard::text(s);

      std::vector<std::size_t> key{d, weight(s.sets[0], 0)};
      for (std::size_t p = 0; p < s.order(); ++p) {
        if (weight(s.sets[p], 0) != key[1]) return true;
        for (std::size_t q = 0; q < p; ++q) key.push_back(distance(s.sets[q], 0, s.sets[p], 0));
      }
      const std::size_t value = product(s, Choice(s.order(), 0));
      const auto& first = seen.try_emplace(key, value, shown).first->second;
      return sweep(truth(first.first == value), [&] {
        return first.second + " has the product " + std::to_string(first.first) + ", " + shown + " has " +
               std::to_string(value);
      });
    });
  return sweep.verdict(Status::verified, "triples of equal weight, d <= 4, smallest first",
                       "the product is a function of the distances every time");
}

const Registration registration({
    .id = "hard-triple-distances",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Section 3.2: approximate closest triples",
    .ledger = {"P1-33"},
    .statement =
        "For three vectors of equal weight the product <a, b, c> is determined by the pairwise Hamming distances.",
    .tex = "|a|=|b|=|c|:\\quad\\langle a,b,c\\rangle=f(\\mathrm{dist}(a,b),\\mathrm{dist}(a,c),\\mathrm{dist}(b,c))",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
