#pragma once

// P0-24: log_n of C(d+g, g) for n = 2^m, error 1/n on [-1, 1], from both sides of the least degree g.
#include "attention_exact.hpp"
#include "attest/count/ranks.hpp"
#include "attest/expoly/taylor.hpp"

namespace attest::ledger::rope_attention {

/// No polynomial of smaller degree is within relative error 2^-m of exp on [-1, 1]: its absolute error would be at most
/// e 2^-m, but it is at least e^{-1} / (2^g (g+1)!) (claim exp-lower-bernstein); so 8 2^g (g+1)! > 2^m.
inline long least_degree_lower(long m) {
  const Integer target = Integer(1) << static_cast<unsigned long>(m);
  Integer product = 8;
  long g = 0;
  for (; product <= target; ++g) product *= 2 * (g + 2);
  return g;
}
inline long least_degree_upper(long m) {
  return static_cast<long>(expoly::taylor_relative_degree(polynomial::Interval(-1, 1), Rational::power_of_two(-m)));
}
/// log_n C(d+g, g).
inline Ball exponent(long d, long g, long m, Precision p) {
  return div(log(Ball(count::tight_rank(d, g)), p), mul(Ball(m), log(Ball(2), p), p), p);
}

}  // namespace attest::ledger::rope_attention
