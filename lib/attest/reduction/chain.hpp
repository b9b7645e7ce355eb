#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attest/reduction/cnf.hpp"
#include "attest/reduction/through_protocol.hpp"
#include "attest/reduction/to_attention.hpp"
#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// From orthogonal vectors to Gap-MaxIP, and from there to attention.
enum class Link { direct, protocol };
enum class Form { centred, paper_like };

/// Which way to take from a formula to attention.
struct Route {
  std::size_t order = 3;
  Link link = Link::direct;
  Form form = Form::centred;
  std::size_t blocks = 0;  ///< T of the protocol; 0: the T with the fewest coordinates over all messages
};

/// How large everything on the way becomes, before anything is built.
struct ChainSizes {
  std::vector<Integer> vectors;    ///< in each of the k sets
  Integer clauses;                 ///< coordinates of the orthogonal vectors
  std::optional<Protocol> chosen;  ///< the protocol, where it is taken
  Integer instances;               ///< of Gap-MaxIP and of attention: 1, or Merlin's messages
  Integer dimension;               ///< of each
  Integer entries;                 ///< numbers in all matrices of all attention instances
};
/// Throws   what run_lengths throws; std::invalid_argument for blocks > clauses, and for the protocol beyond 2^16
///          clauses.
[[nodiscard]] ChainSizes chain_sizes(const Cnf& f, const Route& route);

/// CNF -> orthogonal vectors of order k (split) -> Gap-MaxIP (max_ip_of, or gap_max_ip_of for each message of Merlin)
/// -> attention of order k (centred or paper_like).
///
/// Guarantee  the formula is satisfiable if and only if some instance is a YES instance; otherwise all are NO
///            instances.  Where it is, a wrong message of Merlin may be neither.
/// Throws     what chain_sizes and split throw; std::length_error beyond 2^28 entries of an instance.
/// Cost       that of split, and for each instance asked for that of its links.
/// Laws       property-tests/reduction/chain.cpp
/// Source     docs/theory/hardness.md
class Chain {
 public:
  Chain(Cnf f, const Route& route);

  [[nodiscard]] const Cnf& formula() const { return f_; }
  [[nodiscard]] const Route& route() const { return route_; }
  [[nodiscard]] const ChainSizes& sizes() const { return sizes_; }
  [[nodiscard]] const VectorSets& vectors() const { return ov_; }
  /// Instance `index`, 0 .. instances - 1; std::out_of_range otherwise.
  [[nodiscard]] GapProblem gap(const Integer& index) const;
  [[nodiscard]] Hardness attention(const Integer& index) const;
  /// The values of the first run of variables, which row i of an output stands for.
  [[nodiscard]] std::vector<bool> values_of_row(std::size_t i) const;

 private:
  Cnf f_;
  Route route_;
  ChainSizes sizes_;
  VectorSets ov_;
  std::optional<MerlinArthur> protocol_;
};

/// What all instances together say: YES where one does, NO where all do.
[[nodiscard]] Decision combined(const std::vector<Decision>& decisions);

}  // namespace attest::reduction
