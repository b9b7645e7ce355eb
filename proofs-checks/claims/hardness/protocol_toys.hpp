#pragma once

// Protocols small enough for every input and every message of Merlin.
#include <string>
#include <vector>

#include "../fast-rope/rope_sweep.hpp"
#include "attest/number/text.hpp"
#include "attest/reduction/protocol.hpp"

namespace attest::ledger::hardness {

using reduction::Protocol;

inline const std::string paper = "Alman & Song, Kronecker attention";

inline Protocol parameters(std::size_t p, std::size_t T, std::size_t kappa, std::size_t R, std::size_t k,
                           int excess = 0) {
  Protocol x;
  x.p = p, x.blocks = T, x.symbols = kappa, x.length = R, x.players = k, x.excess = excess;
  return x;
}
inline std::string text(const Protocol& x) {
  std::string s = "p = " + std::to_string(x.p) + ", T = " + std::to_string(x.blocks) +
                  ", kappa = " + std::to_string(x.symbols) + ", R = " + std::to_string(x.length) +
                  ", k = " + std::to_string(x.players);
  if (x.excess != 0) s += ", degree " + std::to_string(static_cast<long>(x.degree()) + x.excess);
  return s;
}
/// The vectors of a choice.
inline std::string text(const reduction::VectorSets& x, const reduction::Choice& c) {
  std::string s;
  for (std::size_t p = 0; p < x.order(); ++p) {
    s += (p ? ", x" : "x") + std::to_string(p + 1) + " = ";
    for (std::size_t l = 0; l < x.dimension(); ++l) s += x.sets[p].get(c[p], l) ? '1' : '0';
  }
  return s;
}
inline std::string text(const reduction::Word& w) {
  std::string s = "(";
  for (std::size_t r = 0; r < w.size(); ++r) s += (r ? "," : "") + std::to_string(w[r]);
  return s + ")";
}

/// Two to four players, one to three blocks, one to three symbols; smallest first.
inline const std::vector<Protocol>& toys() {
  static const std::vector<Protocol> all = {
      parameters(3, 2, 1, 1, 3),  parameters(7, 1, 2, 4, 2),  parameters(7, 1, 2, 6, 3),  parameters(7, 1, 2, 7, 3),
      parameters(11, 1, 2, 8, 4), parameters(5, 3, 2, 5, 2),  parameters(13, 1, 3, 8, 2), parameters(11, 2, 3, 9, 2),
      parameters(7, 2, 2, 6, 3),  parameters(11, 2, 2, 7, 3), parameters(13, 2, 2, 9, 3)};
  return all;
}
inline const std::string toys_scope = "11 protocols over F_3 to F_13, k = 2, 3, 4: every input, every message";

}  // namespace attest::ledger::hardness
