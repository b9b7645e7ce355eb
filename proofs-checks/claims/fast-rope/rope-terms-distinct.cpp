// P2-23, P2-27: how many terms of standard RoPE have different diagonals.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// A 2 x 2 block with e factors has (e+1)^2 pairs, and sum (e+1)^2 t^e = (1+t)/(1-t)^3 = (1-t^2)/(1-t)^4.
Integer formula(long d, long g) {
  Integer total = 0;
  for (long i = 0; 2 * i <= g && 2 * i <= d; ++i) {
    const Integer one = count::binomial(d / 2, i) * count::binomial(2 * d + g - 2 * i, g - 2 * i);
    total += i % 2 == 0 ? one : Integer(-one);
  }
  return total;
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string figures;
  for (const long d : {2L, 4L, 6L})
    for (unsigned g = 0; g <= (d == 6 ? 3U : 5U); ++g) {
      const auto side = static_cast<std::size_t>(d);
      const Integer counted = distinct_terms(standard_support(side), side, g), all = count::rope_terms(2 * d, g),
                    plain = count::tight_rank(d, g);
      sweep(truth(counted == formula(d, g) && (g <= 1 ? counted == all : counted < all) && plain <= counted),
            [&] { return "d = " + std::to_string(d) + ", g = " + std::to_string(g) + ": " + counted.str(); });
      if (g == 3 && d <= 4)
        figures += (figures.empty() ? "" : "; ") + ("d = " + std::to_string(d)) + ", g = 3: C(2d+g, g) = " + all.str() +
                   ", distinct " + counted.str() + ", dense " + grouped_terms(d, g).str() +
                   ", C(d+g, g) = " + plain.str();
    }
  return sweep.verdict(Status::verified,
                       "standard support, d = 2, 4 with g = 0 .. 5, d = 6 with g = 0 .. 3, all terms written out",
                       figures);
}

const Registration registration({
    .id = "rope-terms-distinct",
    .paper = "attest",
    .label = "grouped terms, standard RoPE",
    .ledger = {"P2-23", "P2-27", "P2-32"},
    .statement = "The C(2d+g, g) terms of standard RoPE have [t^g] (1+t)^{d/2} / (1-t)^{3d/2+1} different pairs "
                 "(alpha, beta): all of them for g <= 1, strictly fewer from g = 2 on, always at least C(d+g, g).",
    .tex = "\\#(\\alpha,\\beta) = \\sum_i (-1)^i \\binom{d/2}{i} \\binom{2d+g-2i}{g-2i}",
    .hypotheses = {},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
