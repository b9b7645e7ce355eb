#pragma once

// Masks of position-dependent attention as 0/1 matrices, and the test that no rescaling makes one circulant or
// Toeplitz.
#include <optional>
#include <string>

#include "attention_exact.hpp"
#include "attest/attention/mask.hpp"

namespace attest::ledger::rope_attention {

/// Causal or not, with or without a window and a dilation; no blocks, so that it depends on i - j alone.
inline attention::Mask random_toeplitz_mask(Sampler& sampler) {
  attention::Mask mask;
  mask.causal = sampler.below(2) == 1;
  if (sampler.below(2) == 1) mask.window = 1 + sampler.below(3);
  mask.dilation = 1 + sampler.below(2);
  return mask;
}

inline RationalMatrix matrix(const attention::Mask& mask, std::size_t n) {
  RationalMatrix m(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) m.set(i, j, mask.sees(i, j) ? 1 : 0);
  return m;
}

/// A zero and a non-zero of the matrix that share a diagonal, cyclic or not, where neither the row nor the column of
/// the zero vanishes: then no diag(u) T diag(v) is the matrix, whatever the field.
enum class Diagonal { cyclic, plain };
inline std::optional<std::string> broken_diagonal(const RationalMatrix& m, Diagonal kind) {
  const std::size_t n = m.rows();
  const auto same = [&](std::size_t i, std::size_t j, std::size_t a, std::size_t b) {
    return kind == Diagonal::plain ? i + b == a + j : (i + b) % n == (a + j) % n;
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      bool row = false, column = false;
      for (std::size_t t = 0; t < n; ++t) {
        row = row || m.get(i, t) != Rational(0);
        column = column || m.get(t, j) != Rational(0);
      }
      if (m.get(i, j) != Rational(0) || !row || !column) continue;
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
          if (m.get(a, b) != Rational(0) && same(i, j, a, b))
            return "0 at " + cell_text({i, j}) + ", not 0 at " + cell_text({a, b}) + " of the same diagonal";
    }
  return {};
}

}  // namespace attest::ledger::rope_attention
