#include "attest/reduction/chain.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"
#include "attest/reduction/direct.hpp"
#include "attest/reduction/split.hpp"

namespace attest::reduction {
namespace {

/// The logarithm of messages times coordinates: a guess of what is cheapest, every T being right.
double guess_log_size(const Protocol& x) {
  const auto sent = static_cast<double>((x.players - 1) * (x.symbols - 1 + x.blocks));
  return sent * std::log(static_cast<double>(x.p)) + std::log(static_cast<double>(x.length));
}

Protocol protocol_for(const Route& route, std::size_t clauses) {
  constexpr std::size_t most = std::size_t{1} << 16;
  if (clauses > most)
    throw std::length_error("formula: " + std::to_string(clauses) + " clauses; the protocol takes at most " +
                            std::to_string(most));
  if (route.blocks != 0) return smallest_protocol(route.order, clauses, route.blocks);
  Protocol best = smallest_protocol(route.order, clauses, 1);
  for (std::size_t t = 2; t <= clauses; ++t)
    if (const Protocol x = smallest_protocol(route.order, clauses, t); guess_log_size(x) < guess_log_size(best))
      best = x;
  return best;
}

}  // namespace

ChainSizes chain_sizes(const Cnf& f, const Route& route) {
  const std::size_t clauses = std::max<std::size_t>(f.clauses.size(), 1);
  ChainSizes s;
  Integer all = 0, keys = 0;
  for (const std::size_t length : run_lengths(f, route.order)) {
    s.vectors.push_back(Integer(1) << length);
    if (all != 0) keys += s.vectors.back();
    all += s.vectors.back();
  }
  s.clauses = clauses;
  if (route.link == Link::direct) {
    s.instances = 1;
    s.dimension = route.order * s.clauses;
  } else {
    s.chosen = protocol_for(route, clauses);
    const FamilySize size = family_size(*s.chosen);
    s.instances = size.messages;
    s.dimension = size.dimension;
  }
  s.entries = s.instances * (4 * all * s.dimension + 2 * keys);
  return s;
}

Chain::Chain(Cnf f, const Route& route) : f_(std::move(f)), route_(route), sizes_(chain_sizes(f_, route)) {
  if (sizes_.entries > (Integer(1) << 28) * sizes_.instances)
    throw std::length_error("attention: " + to_short_text(Rational(sizes_.entries / sizes_.instances)) +
                            " entries in its matrices; at most 2^28 are built");
  ov_ = split(f_, route.order);
  if (sizes_.chosen) protocol_.emplace(*sizes_.chosen);
}

GapProblem Chain::gap(const Integer& index) const {
  if (index < 0 || index >= sizes_.instances)
    throw std::out_of_range("instance: " + to_text(index) + "; there are " + to_short_text(Rational(sizes_.instances)));
  return protocol_ ? gap_max_ip_of(*protocol_, ov_, protocol_->message(index)) : max_ip_of(ov_);
}

Hardness Chain::attention(const Integer& index) const {
  return route_.form == Form::centred ? centred(gap(index)) : paper_like(gap(index));
}

std::vector<bool> Chain::values_of_row(std::size_t i) const {
  Choice choice(route_.order, 0);
  choice.front() = i;
  auto values = assignment_of(f_, route_.order, choice);
  values.resize(run_lengths(f_, route_.order).front());
  return values;
}

Decision combined(const std::vector<Decision>& decisions) {
  if (decisions.empty()) throw std::invalid_argument("decisions: none; at least one is needed");
  Decision all{Answer::no, 0, false, false};
  bool first = true;
  for (const auto& d : decisions) {
    all.promise_broken = all.promise_broken || d.promise_broken;
    all.impossible = all.impossible || d.impossible;
    if (d.answer == Answer::yes) {
      all.margin = all.answer == Answer::yes ? max(all.margin, d.margin) : d.margin;
      all.answer = Answer::yes;
    } else if (all.answer != Answer::yes && d.answer == Answer::undecided) {
      all.answer = Answer::undecided;
      all.margin = 0;
    } else if (all.answer == Answer::no) {
      all.margin = first ? d.margin : min(all.margin, d.margin);
    }
    first = false;
  }
  return all;
}

}  // namespace attest::reduction
