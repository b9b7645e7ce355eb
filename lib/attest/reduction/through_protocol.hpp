#pragma once

#include "attest/reduction/protocol.hpp"

namespace attest::reduction {

/// Orthogonal vectors of order k into Gap-MaxIP of order k through the protocol: one instance for each of Merlin's
/// messages mu.  Coordinates are (r, m_2, .., m_k), r a coin, m_p the T symbols that player p may send.  A vector of
/// the first set has a 1 where player 1 accepts mu there, one of set p >= 2 where player p sends m_p on r.  For each
/// choice and r just one (m_2, .., m_k) is sent, so a product is the number of accepting coins: R for the right
/// message of an orthogonal choice, at most k (kappa-1) <= R/2 for every message of another.  t = R, gap = 1/2.
struct FamilySize {
  Integer messages;   ///< instances: p^{(k-1)(kappa-1)}
  Integer dimension;  ///< of each: R p^{(k-1)T}
};
/// Before anything is built.  (k-1)T and k(kappa-1) at most 2^20, std::length_error otherwise.
[[nodiscard]] FamilySize family_size(const Protocol& x);

/// The instance of one message.  Domain: at most 2^28 bits over all sets, std::length_error otherwise with the size.
/// A message that is not allowed is rejected by player 1 everywhere: his vectors are zero.
/// Cost n k R p^{(k-1)T}.
[[nodiscard]] GapProblem gap_max_ip_of(const MerlinArthur& protocol, const VectorSets& ov, const Word& message);

/// The place of (r, m_2, .., m_k) among the coordinates, r slowest, symbols of the last player fastest; m lists the
/// (k-1) T symbols.
[[nodiscard]] std::size_t coordinate_of(const Protocol& x, std::size_t r, const std::vector<Symbol>& m);

}  // namespace attest::reduction
