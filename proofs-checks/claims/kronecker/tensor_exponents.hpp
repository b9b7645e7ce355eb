#pragma once

// log_n of what the polynomial method costs in order k: n = 2^m, d columns, logits up to beta, weights within eps.
#include "attest/count/ranks.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/taylor.hpp"
#include "tensor_attention.hpp"

namespace attest::ledger::tensor_attention {

inline Ball log_n(const Integer& x, long m, Precision p) {
  return div(log(Ball(x), p), mul(Ball(m), log(Ball(2), p), p), p);
}
/// ln n rounded up; nothing where balls leave it open.
inline std::optional<long> log_rounded_up(long m, Precision p) {
  const Ball l = mul(Ball(m), log(Ball(2), p), p);
  const Integer low = ceil(l.lower()), high = ceil(l.upper());
  if (low != high) return std::nullopt;
  return static_cast<long>(low);
}
inline long taylor_degree(const Rational& beta, const Rational& eps) {
  return static_cast<long>(expoly::taylor_relative_degree(polynomial::Interval(-beta, beta), eps));
}

}  // namespace attest::ledger::tensor_attention
