// K-14, REV-P1-10: what U1, U2, U3 are: the factors of a CP decomposition.
#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_factors;

/// The column-wise product of all factors but the first: the index of the second fastest.
RationalMatrix khatri_rao_of_rest(const std::vector<Dense<Rational>>& U) {
  std::vector<std::size_t> sizes;
  std::size_t rows = 1;
  for (std::size_t m = 1; m < U.size(); ++m) {
    sizes.push_back(U[m].rows());
    rows *= U[m].rows();
  }
  RationalMatrix out(rows, U.front().cols());
  std::vector<std::size_t> index(sizes.size(), 0);
  for (std::size_t row = 0; row < rows; ++row, next_index(index, sizes))
    for (std::size_t s = 0; s < out.cols(); ++s) {
      Rational value = 1;
      for (std::size_t m = 1; m < U.size(); ++m) value *= U[m](index[m - 1], s);
      out.set(row, s, value);
    }
  return out;
}

/// T is the sum of products exactly when its unfolding is U1 (U2 (/) .. (/) Uk)^T: for that T both hold, and after a
/// change of one entry neither does.  For P(M) the factors are (U1)_{i,a} = P_t multinomial(a) q_i^a, (U_m)_{j,a} =
/// k_j^a.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t k = x.size("k"), d = x.size("d");
  std::vector<std::size_t> sizes;
  for (std::size_t m = 0; m < k; ++m) sizes.push_back(1 + sampler.below(3));
  const auto U = small_matrices(sampler, sizes, d);
  const lowrank::Tensor T = lowrank::sum_of_products(U);
  const RationalMatrix unfolding = mul(to_matrix(U.front()), transpose(khatri_rao_of_rest(U)));
  std::vector<Rational> changed = T.values();
  changed[sampler.below(changed.size())] += Rational(1);
  const lowrank::Tensor other(sizes, std::move(changed));
  const auto p = random_polynomial(sampler, x.size("g"));
  const auto V = lowrank::factors(p, U, RationalField());
  const lowrank::Tensor scores = tensor(p, U);
  return truth(T.flatten({0}) == unfolding && !(other == T) && !(other.flatten({0}) == unfolding) &&
               scores.flatten({0}) == mul(to_matrix(V.front()), transpose(khatri_rao_of_rest(V))));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
      "the unfolding by the first mode equals U1 (U2 (/) .. (/) Uk)^T, the index of U2 fastest, and stops "
      "doing so when one entry is changed; so does P of the scores with its factors");
}

const Registration registration({
    .id = "tensor-cp-factors",
    .paper = "Alman & Song, Kronecker attention",
    .label = "reviews: what U1, U2, U3 are",
    .ledger = {"K-14", "P1-07", "REV-P1-10"},
    .statement =
        "T[i_1, .., i_k] = sum_s U1[i_1, s] .. Uk[i_k, s], a CP decomposition of r columns, says the same as: "
        "the unfolding of T by its first mode is U1 (U2 (/) .. (/) Uk)^T.  For P of the scores the factors are "
        "monomials: U1 = P_t multinomial(a) q^a, Um = k_{m-1}^a.",
    .tex = "T_{i_1\\dots i_k}=\\sum_s (U_1)_{i_1s}\\cdots(U_k)_{i_ks} \\iff T_{(1)} = "
           "U_1(U_2\\oslash\\cdots\\oslash U_k)^\\top",
    .hypotheses = {integer_parameter("k", "order", 2, 5), integer_parameter("d", "columns of the matrices", 1, 3),
                   integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
