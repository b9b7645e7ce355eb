#pragma once

// REV-P1-13, REV-P1-16: columns of the polynomial method, from a degree that certainly suffices or is certainly needed.
#include <string>

#include "attest/count/ranks.hpp"
#include "attest/expoly/degree.hpp"
#include "tensor_review.hpp"

namespace attest::ledger::tensor_review {

/// Degrees within relative error eps of exp on [-beta, beta]: some degree in [at_least, at_most] is the least.
struct Degrees {
  std::size_t at_least, at_most;
};
inline Degrees degrees(const Rational& beta, const Rational& eps) {
  const auto b = expoly::bracket_degree(polynomial::Interval(-beta, beta), eps, expoly::ErrorKind::relative);
  return {b.at_least(), b.upper.degree};
}
inline Integer columns(std::size_t d, std::size_t g) {
  return count::tight_rank(static_cast<long>(d), static_cast<long>(g));
}
inline std::string range(const Degrees& g) {
  return g.at_least == g.at_most ? std::to_string(g.at_most)
                                 : std::to_string(g.at_least) + ".." + std::to_string(g.at_most);
}

}  // namespace attest::ledger::tensor_review
