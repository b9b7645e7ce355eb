// P1-29: where the threshold is small, list the subsets of supports.
#include "attest/count/binomial.hpp"
#include "attest/reduction/small_threshold.hpp"
#include "hard_vectors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Truth holds(const Instance& x) {
  const std::size_t d = x.size("d"), t = 1 + x.size("t") % d, n = x.size("n"), k = x.size("k");
  const VectorSets s = random_sets(n, d, k, 8, x.size("seed"));
  const std::size_t largest = largest_product(s).product;
  const Listing found = find_product_at_least(s, t);
  Integer subsets = 0;
  for (const auto& set : s.sets)
    for (std::size_t i = 0; i < n; ++i)
      subsets += count::binomial(static_cast<long>(weight(set, i)), static_cast<long>(t));
  const Integer bound = count::binomial(static_cast<long>(d), static_cast<long>(t)) * Integer(k * n);
  return truth(found.found.has_value() == (largest >= t) && Integer(found.operations) == subsets &&
               subsets_to_list(s, t) == subsets && Integer(found.operations) <= bound &&
               largest_product_by_subsets(s).largest.product == largest);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "as brute force; the subsets listed are sum C(|v|, t) <= k n C(d, t), linear in n for every order");
}

const Registration registration({
    .id = "hard-small-product",
    .paper = "attest",
    .label = "small thresholds",
    .ledger = {"P1-29"},
    .statement = "A product of at least t of k sets is found by listing the t-subsets of all supports: sum over the "
                 "vectors of C(|v|, t) <= k n C(d, t) look-ups.",
    .tex = "\\max\\ge t\\iff\\exists S,|S|=t:\\ S\\subseteq\\mathrm{supp}(x^{(p)})\\ \\forall p;\\quad "
           "\\sum_v\\tbinom{|v|}{t}\\le kn\\tbinom dt",
    .hypotheses = {integer_parameter("n", "vectors a set", 1, 5), integer_parameter("d", "dimension", 1, 10),
                   integer_parameter("t", "threshold, modulo d", 0, 9), integer_parameter("k", "order", 2, 4),
                   seed_parameter()},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
