#pragma once

// K-10, K-11: bounds on entries, read off their monomials.
#include "kron_identity.hpp"

namespace attest::ledger::kron {

/// Has every entry `terms` monomials, each of `degree` indeterminates and with coefficient 1?  Then, where these are
/// at most B in absolute value, every entry is at most terms B^degree, and is equal to it where all are B.
inline bool sums_of_products(const Dense<polynomial::Multivariate>& m, std::size_t terms, std::size_t degree) {
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) {
      if (m(i, j).terms().size() != terms) return false;
      for (const auto& [monomial, coefficient] : m(i, j).terms())
        if (coefficient != 1 || monomial.size() != degree) return false;
    }
  return true;
}

/// On all shapes of the family: holds(shape, x).
template <class F>
Verdict decide_bound(const Claim& claim, const Family& family, const std::string& evidence, const F& holds) {
  Sweep sweep;
  for (const std::size_t k : family.factors)
    for (const auto& shape : shapes(family, k)) {
      Indeterminates x;
      sweep(truth(holds(shape, x)), [&] { return shape.text(); });
    }
  return sweep.verdict(Status::proved, describe(family) + "; all shapes by docs/" + claim.proof, evidence);
}

}  // namespace attest::ledger::kron
