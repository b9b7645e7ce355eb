// Part E from end to end, by the direct link.
#include "hard_chain.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

Verdict check(const Claim&, const Effort& effort) {
  Sweep sweep;
  std::size_t satisfiable = 0;
  Integer largest = 0;
  const auto test = [&](const Cnf& f, const Route& route) {
    satisfiable += find_assignment(f) ? 1 : 0;
    largest = std::max(largest, chain_sizes(f, route).dimension);
    sweep(hard::decided_as_by_trying(f, route),
          [&] { return "order " + std::to_string(route.order) + ": " + to_dimacs(f); });
  };
  const Route third{3, Link::direct, Form::centred, 0};
  for (std::size_t i = 0; i < effort.instances(12); ++i)
    test(random_cnf(6 + i % 4, (6 + i % 4) * 17 / 4, 3, effort.seed + i), third);
  for (const Cnf& f : {pigeonhole(1), pigeonhole(2), parity(6, true, effort.seed), parity(7, false, effort.seed)})
    test(f, third);
  for (const std::size_t order : {2U, 4U})
    for (const Form form : {Form::centred, Form::paper_like})
      test(random_cnf(4, 8 + order, 3, effort.seed), {order, Link::direct, form, 0});
  return sweep.verdict(Status::verified,
                       "random 3-CNFs of 6 to 9 variables near the threshold, pigeonhole(1..2), parities of 6 and 7 at "
                       "order 3, a few at "
                       "orders 2 and 4 in both forms, seed " +
                           std::to_string(effort.seed),
                       std::to_string(sweep.tested()) + " formulas, " + std::to_string(satisfiable) +
                           " satisfiable, Gap-MaxIP of up to " + largest.str() +
                           " coordinates: certified attention answers as trying all assignments does");
}

const Registration registration({
    .id = "hard-chain-direct",
    .paper = "attest",
    .label = "from formulas to attention, by the direct link",
    .ledger = {"P1-20", "P1-27", "P1-28", "P1-32"},
    .statement = "CNF -> orthogonal vectors of order k -> Gap-MaxIP by the direct link -> attention of order k: an "
                 "output with at most the tolerable error decides the formula.",
    .tex = "\\text{SAT}\\to k\\text{-OV}\\to\\text{Gap-MaxIP}\\to\\text{attention}",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
