#include "attest/reduction/through_protocol.hpp"

#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::reduction {
namespace {

Integer power(std::size_t base, std::size_t exponent) {
  return pow(Integer(base), static_cast<unsigned long>(exponent));
}

}  // namespace

FamilySize family_size(const Protocol& x) {
  if ((x.players - 1) * x.blocks > std::size_t{1} << 20 || x.degree() > std::size_t{1} << 20)
    throw std::length_error("through protocol: " + std::to_string((x.players - 1) * x.blocks) +
                            " symbols sent, degree " + std::to_string(x.degree()) + "; at most 2^20 are counted");
  return {power(x.p, x.message_dimension() - x.symbols), x.length * power(x.p, (x.players - 1) * x.blocks)};
}

std::size_t coordinate_of(const Protocol& x, std::size_t r, const std::vector<Symbol>& m) {
  std::size_t at = r;
  for (const Symbol s : m) at = at * x.p + s;
  return at;
}

GapProblem gap_max_ip_of(const MerlinArthur& protocol, const VectorSets& ov, const Word& message) {
  require_valid(ov);
  const Protocol& x = protocol.parameters();
  if (ov.order() != x.players)
    throw std::invalid_argument("sets: " + std::to_string(ov.order()) + "; one for each of the " +
                                std::to_string(x.players) + " players is needed");
  const Integer dimension = family_size(x).dimension;
  std::size_t vectors = 0;
  for (const auto& s : ov.sets) vectors += s.size();
  if (dimension * vectors > Integer(1) << 28)
    throw std::length_error("through protocol: " + std::to_string(vectors) + " vectors of dimension " +
                            to_text(dimension) + "; at most 2^28 bits are built");
  const auto d = static_cast<std::size_t>(dimension);
  const std::size_t sent = (x.players - 1) * x.blocks;
  GapProblem out;
  out.t = x.length;
  out.gap = Rational(1, 2);
  const bool allowed = protocol.allowed(message);
  for (std::size_t p = 0; p < x.players; ++p) {
    BitVectors set(ov.sets[p].size(), d);
    for (std::size_t i = 0; i < set.size(); ++i) {
      const auto words = protocol.encode(ov.sets[p], i);
      std::vector<Symbol> m(sent, 0);
      for (std::size_t r = 0; r < x.length; ++r)
        for (;;) {
          bool one = true;
          if (p == 0) {
            Symbol sum = 0;
            for (std::size_t t = 0; t < x.blocks; ++t) {
              Symbol term = words[t][r];
              for (std::size_t other = 0; other + 1 < x.players; ++other) term = term * m[other * x.blocks + t] % x.p;
              sum = (sum + term) % x.p;
            }
            one = allowed && message[r] == sum;
          } else {
            for (std::size_t t = 0; t < x.blocks && one; ++t) one = m[(p - 1) * x.blocks + t] == words[t][r];
          }
          if (one) set.set(i, coordinate_of(x, r, m), true);
          std::size_t j = sent;
          while (j > 0 && ++m[j - 1] == x.p) m[--j] = 0;
          if (j == 0) break;
        }
    }
    out.vectors.sets.push_back(std::move(set));
  }
  return out;
}

}  // namespace attest::reduction
