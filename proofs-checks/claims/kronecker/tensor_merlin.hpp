#pragma once

// P1-23, P1-26 on a code small enough for every input and every message: three players, Reed-Solomon over F_7.
#include <array>
#include <bit>
#include <string>
#include <vector>

#include "tensor_review.hpp"

namespace attest::ledger::merlin {

inline constexpr std::size_t p = 7;      ///< the field, and all of it as evaluation points: R = 7
inline constexpr std::size_t kappa = 2;  ///< systematic symbols of the code: its value at 0 and 1
using Word = std::array<std::size_t, p>;

/// The codeword of bits (b0, b1): the line through them.
inline Word encode(std::size_t bits) {
  const std::size_t b0 = bits & 1U, b1 = bits >> 1U;
  Word w{};
  for (std::size_t r = 0; r < p; ++r) w[r] = (b0 + r * (p + b1 - b0)) % p;
  return w;
}

/// Merlin's messages: the polynomials of degree at most 3 that vanish at 0 and 1, x (x - 1)(u + v x).
inline std::vector<Word> messages() {
  std::vector<Word> all;
  for (std::size_t u = 0; u < p; ++u)
    for (std::size_t v = 0; v < p; ++v) {
      Word w{};
      for (std::size_t r = 0; r < p; ++r) w[r] = r * (r + p - 1) % p * (u + v * r) % p;
      all.push_back(w);
    }
  return all;
}

/// Three inputs of `blocks` blocks of two bits.
struct Inputs {
  std::size_t blocks, x, y, z;
  [[nodiscard]] bool orthogonal() const { return (x & y & z) == 0; }
  [[nodiscard]] std::string text() const {
    const auto bits = [&](std::size_t w) {
      std::string s = "(";
      for (std::size_t l = 0; l < kappa * blocks; ++l) s += (l ? "," : "") + std::to_string(w >> l & 1U);
      return s + ")";
    };
    return "x = " + bits(x) + ", y = " + bits(y) + ", z = " + bits(z);
  }
};

/// What the players compute: sum over the blocks of the products of their codewords.
inline Word truth_word(const Inputs& in) {
  Word sum{};
  for (std::size_t t = 0; t < in.blocks; ++t) {
    const Word a = encode(in.x >> kappa * t & 3U), b = encode(in.y >> kappa * t & 3U),
               c = encode(in.z >> kappa * t & 3U);
    for (std::size_t r = 0; r < p; ++r) sum[r] = (sum[r] + a[r] * b[r] * c[r]) % p;
  }
  return sum;
}
inline std::size_t agreement(const Word& a, const Word& b) {
  std::size_t n = 0;
  for (std::size_t r = 0; r < p; ++r) n += a[r] == b[r] ? 1U : 0U;
  return n;
}
/// The most coordinates on which a message makes the players accept.
inline std::size_t best_message(const Inputs& in, const std::vector<Word>& all) {
  const Word w = truth_word(in);
  std::size_t best = 0;
  for (const Word& mu : all) best = std::max(best, agreement(mu, w));
  return best;
}

/// All triples of inputs, fewest ones first.
template <class F>
void for_each_inputs(std::size_t blocks, const F& f) {
  const std::size_t size = kappa * blocks, all = std::size_t{1} << 3 * size, mask = (std::size_t{1} << size) - 1;
  for (int ones = 0; ones <= static_cast<int>(3 * size); ++ones)
    for (std::size_t w = 0; w < all; ++w)
      if (std::popcount(w) == ones && !f(Inputs{blocks, w & mask, w >> size & mask, w >> 2 * size})) return;
}

inline const std::string scope = "Reed-Solomon, F_7, 7 points, systematic at 0 and 1, all 49 messages, ";

}  // namespace attest::ledger::merlin
