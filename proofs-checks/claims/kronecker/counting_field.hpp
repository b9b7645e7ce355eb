// Exact arithmetic that counts.
#pragma once

#include "attest/number/field.hpp"

namespace attest::ledger::tensor_factors {

struct Operations {
  std::size_t additions = 0, multiplications = 0;
};

/// Q, every operation entered into `*operations`.
struct CountingField {
  using Element = Rational;
  Operations* operations;
  [[nodiscard]] Rational from(const Rational& x) const { return x; }
  [[nodiscard]] Rational add(const Rational& a, const Rational& b) const {
    ++operations->additions;
    return a + b;
  }
  [[nodiscard]] Rational mul(const Rational& a, const Rational& b) const {
    ++operations->multiplications;
    return a * b;
  }
};

}  // namespace attest::ledger::tensor_factors
