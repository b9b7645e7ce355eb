#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/count/binomial.hpp"
#include "attest/count/ranks.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::count;

namespace {

/// Exponent vectors of total degree at most g, one by one.
long monomials_by_hand(long d, long g) {
  if (d == 0) return 1;
  long total = 0;
  for (long e = 0; e <= g; ++e) total += monomials_by_hand(d - 1, g - e);
  return total;
}

}  // namespace

int main() {
  Suite s("count/ranks");
  s.law("binomials satisfy Pascal's rule and symmetry", [] {
    const long n = *rc::gen::inRange(1L, 400L), k = *rc::gen::inRange(-2L, 403L);
    RC_ASSERT(binomial(n, k) == binomial(n - 1, k) + binomial(n - 1, k - 1));
    RC_ASSERT(binomial(n, k) == binomial(n, n - k));
  });
  s.law("the tight rank counts the exponent vectors of degree at most g", [] {
    const long d = *rc::gen::inRange(1L, 6L), g = *rc::gen::inRange(0L, 8L);
    RC_ASSERT(tight_rank(d, g) == monomials_by_hand(d, g));
    RC_ASSERT(monomials_of_degree(d, g) == monomials_by_hand(d, g) - (g > 0 ? monomials_by_hand(d, g - 1) : 0));
  });
  s.law("dropping no degree gives the full count, dropping one takes its monomials away", [] {
    const long d = *rc::gen::inRange(1L, 12L), g = *rc::gen::inRange(0L, 12L), t = *rc::gen::inRange(0L, g + 1);
    std::vector<long> all, without;
    for (long k = 0; k <= g; ++k) {
      all.push_back(k);
      if (k != t) without.push_back(k);
    }
    RC_ASSERT(tight_rank(d, all) == tight_rank(d, g));
    RC_ASSERT(tight_rank(d, without) == tight_rank(d, g) - monomials_of_degree(d, t));
  });
  s.law("the papers' count is never below the tight one, and grows with the order", [] {
    const long d = *rc::gen::inRange(1L, 12L), g = *rc::gen::inRange(0L, 12L), k = *rc::gen::inRange(2L, 6L);
    RC_ASSERT(tight_rank(d, g) <= paper_rank(d, g, k));
    RC_ASSERT(paper_rank(d, g, k) <= paper_rank(d, g, k + 1));
    RC_ASSERT(paper_rank(d, g, 2) == binomial(2 * (g + d), 2 * g));
    RC_ASSERT(rope_terms(2 * d, g) == binomial(2 * d + g, g));
  });
  s.fact("small counts are the known ones", [] {
    const long known[][4] = {{1, 2, 3, 15}, {2, 2, 6, 70}, {2, 3, 10, 210}, {3, 2, 10, 210}, {3, 3, 20, 924}};
    for (const auto& [d, g, tight, paper] : known) {
      RC_ASSERT(tight_rank(d, g) == tight);
      RC_ASSERT(paper_rank(d, g, 2) == paper);
    }
  });
  s.fact("arguments out of range are refused by name", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(tight_rank(0, 3)); }, {"d: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(tight_rank(3, -1)); }, {"degree: -1"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(paper_rank(3, 3, 1)); }, {"order: 1"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(paper_rank(3, 3, 65)); }, {"order: 65"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] {
          static_cast<void>(grouped_terms({{2, 2}}, {2001}));
        },
        {"degree: 2001", "0 to 2000"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(binomial(1L << 33, 3)); }, {"n: "}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(binomial(1L << 30, 1L << 29)); }, {"k: "}));
  });
  return s.finish();
}
