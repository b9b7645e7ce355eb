#pragma once

// K-12: numerators and denominators of attention for an entrywise function f, the index orders of keys and values
// given.  f is unknown: an indeterminate for each different score (kron_identity.hpp), so an identity holds for exp.
#include "kron_identity.hpp"

namespace attest::ledger::kron {

/// f(Q (K1 (/) K2)^T) [V1 (/) V2, 1]: the denominators are the last column.
template <lowrank::IndexOrder Keys, lowrank::IndexOrder Values, class X>
typename X::Matrix attend(X& x, const typename X::Matrix& Q, const std::vector<typename X::Matrix>& K,
                          const std::vector<typename X::Matrix>& V) {
  auto weights = x.mul(Q, transpose(x.dense(lowrank::khatri_rao<Keys>(K))));
  const auto values = x.dense(lowrank::khatri_rao<Values>(V));
  typename X::Matrix right(values.rows(), values.cols() + 1, x.field.from(1));
  for (std::size_t i = 0; i < values.rows(); ++i)
    for (std::size_t j = 0; j < values.cols(); ++j) right(i, j) = values(i, j);
  for (std::size_t i = 0; i < weights.rows(); ++i)
    for (std::size_t j = 0; j < weights.cols(); ++j) weights(i, j) = x.function(weights(i, j));
  return x.mul(weights, right);
}

inline const Family attention_family{{"n", "d"}, {"m"}};
inline const std::string attention_evidence =
    "numerators and denominators are the same polynomials in the entries and the values f(score), every time";

}  // namespace attest::ledger::kron
