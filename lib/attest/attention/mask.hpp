#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace attest::attention {

/// Which keys a query sees: the conjunction of what is asked for, p and j being the positions of query and key.
///
/// A mask without `block` depends on p - j alone: as a 0/1 matrix it is Toeplitz.  With `block` it is block diagonal,
/// each block Toeplitz.
struct Mask {
  bool causal = false;                ///< j <= p
  std::optional<std::size_t> window;  ///< |p - j| < window
  std::size_t dilation = 1;           ///< p - j is a multiple of it
  std::optional<std::size_t> block;   ///< p and j have the same quotient by it

  [[nodiscard]] bool sees(std::size_t p, std::size_t j) const;
  [[nodiscard]] bool everything() const { return !causal && !window && !block && dilation == 1; }
  [[nodiscard]] bool is_toeplitz() const { return !block; }
  /// Is p - j = `offset` allowed, blocks aside?
  [[nodiscard]] bool allows(long offset) const;

  /// The keys 0 .. m-1 seen from p: first, first + dilation, ..., last; count 0 where there is none.
  struct Run {
    std::size_t first = 0, last = 0, count = 0;
  };
  [[nodiscard]] Run run(std::size_t p, std::size_t m) const;

  /// `causal, window 16`; empty for the mask that sees everything.
  [[nodiscard]] std::string text() const;
};

/// Throws std::invalid_argument naming the part that is 0 or above 2^62 (window, dilation, block).
void require_valid(const Mask& mask);

}  // namespace attest::attention
