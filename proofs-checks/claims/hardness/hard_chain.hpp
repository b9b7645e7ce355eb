#pragma once

// What the claims on whole chains share: a formula decided by attention, held against trying all assignments.
#include "attest/attention/tensor.hpp"
#include "attest/reduction/chain.hpp"
#include "hard_vectors.hpp"

namespace attest::ledger::hard {

/// The combined answer of all instances, by certified attention asked for the tolerable error.
inline reduction::Answer by_attention(const reduction::Chain& chain) {
  std::vector<reduction::Decision> said;
  for (Integer i = 0; i < chain.sizes().instances; ++i) {
    const reduction::Hardness h = chain.attention(i);
    const auto out = attention::attend(h.problem, h.tolerable, attention::Method::automatic, {}, 1);
    if (!out.decided()) return reduction::Answer::undecided;
    said.push_back(reduction::decide(h, out.value().answer.output, out.value().answer.error_bound()));
  }
  return reduction::combined(said).answer;
}

/// Unknown where attention could not decide.
inline Truth decided_as_by_trying(const reduction::Cnf& f, const reduction::Route& route) {
  const auto answer = by_attention(reduction::Chain(f, route));
  if (answer == reduction::Answer::undecided) return Truth::unknown;
  return truth((answer == reduction::Answer::yes) == reduction::find_assignment(f).has_value());
}

}  // namespace attest::ledger::hard
