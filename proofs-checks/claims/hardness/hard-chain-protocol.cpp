// Part E from end to end, through Merlin's messages, where that is small enough.
#include "attest/number/text.hpp"
#include "hard_chain.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;

/// `3 clauses 49 x 294`: instances and coordinates of each.
std::string size_text(std::size_t clauses, std::size_t order) {
  const ChainSizes s =
      chain_sizes(Cnf{3, std::vector<std::vector<long>>(clauses, {1})}, {order, Link::protocol, Form::centred, 0});
  const auto text = [](const Integer& n) { return to_short_text(Rational(n)); };
  return std::to_string(clauses) + ": " + text(s.instances) + " x " + text(s.dimension);
}

Verdict check(const Claim&, const Effort& effort) {
  Sweep sweep;
  std::size_t satisfiable = 0;
  Integer instances = 0;
  for (std::size_t i = 0; i < effort.instances(8); ++i) {
    const std::size_t order = 2 + i % 2, clauses = 1 + i % (order == 2 ? 3 : 2);
    const Cnf f = random_cnf(2 + i % 3, clauses, 1 + i % 2, effort.seed + i);
    const Route route{order, Link::protocol, Form::centred, 0};
    satisfiable += find_assignment(f) ? 1 : 0;
    instances += chain_sizes(f, route).instances;
    sweep(hard::decided_as_by_trying(f, route), [&] { return "order " + std::to_string(order) + ": " + to_dimacs(f); });
  }
  const Cnf no{2, {{1}, {-1}}};
  for (const std::size_t order : {2U, 3U})
    for (const std::size_t blocks : {1U, 2U})
      sweep(hard::decided_as_by_trying(no, {order, Link::protocol, Form::centred, blocks}),
            [&] { return "order " + std::to_string(order) + ": " + to_dimacs(no); });
  std::string growth;
  for (const std::size_t clauses : {2U, 4U, 8U, 16U, 32U})
    growth += (growth.empty() ? "" : "; ") + size_text(clauses, 3);
  return sweep.verdict(Status::verified,
                       "formulas of 2 to 4 variables and up to 3 clauses (2 at order 3), orders 2 and 3, every "
                       "message, seed " +
                           std::to_string(effort.seed),
                       std::to_string(sweep.tested()) + " formulas, " + std::to_string(satisfiable) +
                           " of the random ones satisfiable: attention on all instances together answers as trying "
                           "does; instances x coordinates at order 3 for so many clauses, " +
                           growth);
}

const Registration registration({
    .id = "hard-chain-protocol",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Section 4, from formulas to attention, through the protocol",
    .ledger = {"P1-20", "P1-23", "P1-26", "P1-28"},
    .statement = "CNF -> orthogonal vectors -> an instance of Gap-MaxIP for each message of Merlin -> attention: the "
                 "formula is satisfiable just where one of the outputs says YES.",
    .tex = "\\text{SAT}\\to k\\text{-OV}\\to\\{\\text{Gap-MaxIP}_\\mu\\}_\\mu\\to\\text{attention}",
    .hypotheses = {},
    .proof = "theory/hardness.md",
    .check = check,
});

}  // namespace
