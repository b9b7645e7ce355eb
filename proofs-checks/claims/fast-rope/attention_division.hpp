#pragma once

// The way of a relative error of the weights through the division, on RoPE weights with or without a mask.
#include "attention_masks.hpp"
#include "attest/attention/normalization.hpp"
#include "attest/expoly/taylor.hpp"

namespace attest::ledger::rope_attention {

/// Weights P_g(s) for e^s, P_g Taylor's polynomial with its proven relative error on [-B^2, B^2]: is every output
/// within half the spread of V times normalization_constant(eps)?  RoPE with rational rotations, entries at most B
/// <= 1.
inline Truth division_holds(const Instance& x, bool masked) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = 2 * x.size("planes"), g = x.size("g");
  const Rational& B = x.rational("B");
  const attention::Mask mask = masked ? random_toeplitz_mask(sampler) : attention::Mask{};
  const RationalMatrix Q = sampler.matrix(n, d, B), K = sampler.matrix(n, d, B), V = sampler.matrix(n, 1, B);
  const RationalMatrix s = logits(Q, K, offsets(rational_rotary(sampler, d), d), Rational(d));
  const Precision p(192);
  const Rational eps = expoly::taylor_relative_bound(B * B, g, p).upper();
  const RationalMatrix near = entrywise(expoly::taylor(g), s);
  const BallMatrix exact = attend(s, V, p, [&](std::size_t i, std::size_t j) { return mask.sees(i, j); });
  Rational low = V.get(0, 0), high = low;
  for (std::size_t j = 0; j < n; ++j) {
    low = min(low, V.get(j, 0));
    high = max(high, V.get(j, 0));
  }
  const Ball bound = add(mul(Ball((high - low) / Rational(2), p), attention::normalization_constant(eps, p), p),
                         Ball(Rational::power_of_two(-120), p), p);
  Truth all = truth(largest(s) <= B * B);
  for (std::size_t i = 0; i < n; ++i) {
    RationalMatrix weights(1, n);
    for (std::size_t j = 0; j < n; ++j) weights.set(0, j, mask.sees(i, j) ? near.get(i, j) : Rational(0));
    all = all && less(abs(sub(exact.get(i, 0), Ball(attention::normalized(weights, V), p), p)), bound);
  }
  return all;
}

inline std::vector<Parameter> division_hypotheses() {
  return {integer_parameter("n", "positions", 1, 5), integer_parameter("planes", "d/2", 1, 2),
          integer_parameter("g", "degree of Taylor's polynomial", 2, 8),
          rational_parameter("B", "bound of the entries", Rational(1, 8), 1), seed_parameter()};
}

}  // namespace attest::ledger::rope_attention
