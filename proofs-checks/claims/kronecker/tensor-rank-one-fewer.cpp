// P1-07: one column fewer than C(d+g, g) is not enough, at any order.
#include "tensor_factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_factors;

lowrank::Tensor instance(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t g = x.size("g");
  const auto r = static_cast<std::size_t>(count::tight_rank(static_cast<long>(x.size("d")), static_cast<long>(g)));
  std::vector<Rational> c;
  for (std::size_t t = 0; t <= g; ++t) c.emplace_back(1 + sampler.below(3));
  return tensor(polynomial::Polynomial(std::move(c)),
                generic_matrices(sampler, balanced_sizes(x.size("k"), r), x.size("d")));
}

/// Could C(d+g, g) - 1 columns do?  Certainly not where a flattening has a greater rank.
Truth holds(const Instance& x) {
  const Integer fewer = count::tight_rank(static_cast<long>(x.size("d")), static_cast<long>(x.size("g"))) - 1;
  return Integer(lowrank::rank_lower(instance(x)).rank()) <= fewer ? Truth::unknown : Truth::no;
}

std::string list(const std::vector<std::size_t>& xs) {
  std::string text;
  for (const std::size_t x : xs) text += (text.empty() ? "" : " ") + std::to_string(x + 1);
  return text;
}

Verdict check(const Claim& claim, const Effort& effort) {
  const Survey s = survey(claim.hypotheses, effort.instances(10), effort.seed, holds);
  Verdict v = verdict_of(s, "");
  if (!s.counterexample) return v;
  const lowrank::FlatteningRank lower = lowrank::rank_lower(instance(*s.counterexample));
  v.evidence = "flattening with mode " + list(lower.modes) + " on the rows: rank at least " +
               std::to_string(lower.rank()) + ", the minor of rows " + list(lower.evidence.rows) + " and columns " +
               list(lower.evidence.columns) + " is not 0 modulo " + lower.evidence.prime.str();
  v.repairs = {"tensor-rank-tight"};
  return v;
}

const Registration registration({
    .id = "tensor-rank-one-fewer",
    .paper = "attest",
    .label = "tight rank, one column fewer",
    .ledger = {"P1-07"},
    .statement = "For P of degree g and X_1, .., X_k with d columns, P(<x_1, .., x_k>) always has CP factors with "
                 "C(d+g, g) - 1 columns.",
    .tex = "\\mathrm{rank}\\, P\\Big(\\sum_l (X_1)_{i_1l}\\cdots(X_k)_{i_kl}\\Big) \\le \\binom{d+g}{g} - 1",
    .hypotheses = {integer_parameter("k", "order", 2, 5), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 1, 3), seed_parameter()},
    .proof = "theory/ranks.md",
    .check = check,
});

}  // namespace
