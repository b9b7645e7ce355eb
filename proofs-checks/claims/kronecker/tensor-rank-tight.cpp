// P1-07: the same number of columns for every order, and it is the exact CP rank for generic data.
#include <algorithm>

#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_factors;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k"), d = x.size("d"), g = x.size("g");
  std::vector<Rational> c(g + 1);
  for (auto& a : c) a = Rational(sampler.below(3)) - Rational(1);  // zeros among them: those degrees must not count
  c[g] = 1;
  const polynomial::Polynomial p(std::move(c));
  const auto r = static_cast<std::size_t>(count::tight_rank(static_cast<long>(d), p.support()));
  const auto X = generic_matrices(sampler, balanced_sizes(k, r), d);
  const lowrank::Tensor T = tensor(p, X);
  std::vector<std::size_t> half;
  for (std::size_t m = 0; m < k / 2; ++m) half.push_back(m);
  bool same =
      lowrank::factor_columns(p, std::vector(k, std::pair{std::size_t{1}, d})) == r && rank(T.flatten(half)) == r;
  std::vector<std::size_t> sizes;  // and any sizes: rank min(rows, columns, r)
  for (std::size_t m = 0; m < k; ++m) sizes.push_back(1 + sampler.below(k == 2 ? 12 : k == 3 ? 5 : 3));
  const RationalMatrix flat = tensor(p, generic_matrices(sampler, sizes, d)).flatten(half);
  same = same && rank(flat) == std::min({flat.rows(), flat.cols(), r});
  return truth(same);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "modes 1 .. floor(k/2) on the rows, exact rank over Q: the count where rows and columns allow it, "
                    "else the smaller of the two, every time; d = g = 3: " +
                        count::tight_rank(3, 3).str() + " for every k, where C(k(g+d), kg) is " +
                        count::paper_rank(3, 3, 3).str() + " for k = 3 and " + count::paper_rank(3, 3, 4).str() +
                        " for k = 4");
}

const Registration registration({
    .id = "tensor-rank-tight",
    .paper = "attest",
    .label = "tight rank, every order",
    .ledger = {"P1-07"},
    .statement =
        "The tensor P(<x_1, .., x_k>) of order k has CP rank at most r = sum of C(d+t-1, t) over the degrees t with "
        "P_t != 0, for every k; for generic X_1, .., X_k a flattening into N rows and M columns has rank min(N, M, r), "
        "so that the CP rank is r once some N, M >= r.",
    .tex = "\\mathrm{rank}\\, P\\Big(\\sum_l (X_1)_{i_1l}\\cdots(X_k)_{i_kl}\\Big) = \\sum_{t:\\,P_t \\ne 0} "
           "\\binom{d+t-1}{t}\\quad\\text{once } n^{\\lfloor k/2\\rfloor}\\ge r",
    .hypotheses = {integer_parameter("k", "order", 2, 5), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
