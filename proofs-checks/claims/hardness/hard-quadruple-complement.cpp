// P1-33: at order 4 the complement does not help.
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
    for_each_tuple(4 * d, 0, 1, [&](const std::vector<long>& x) {
      VectorSets s = hard::sets_of(x, std::vector<std::size_t>(4, 1), d);
      const std::string shown = hard::text(s);
      for (auto& set : s.sets) set = balanced(set);
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
  return sweep.verdict(Status::verified, "quadruples balanced by x -> (x, 1 - x), d <= 4, smallest first",
                       "the product is a function of the distances every time");
}

const Registration registration({
    .id = "hard-quadruple-complement",
    .paper = "attest",
    .label = "four vectors and their complements",
    .ledger = {"P1-33"},
    .statement =
        "For four vectors balanced by x -> (x, 1 - x) the product is determined by the pairwise Hamming distances.",
    .tex = "\\langle\\bar a,\\bar b,\\bar c,\\bar e\\rangle=f(\\text{six distances})",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
