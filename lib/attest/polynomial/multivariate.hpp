#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "attest/number/rational.hpp"

namespace attest::polynomial {

/// A polynomial over Q in indeterminates x_0, x_1, ...: an identity between polynomials is one for all data.
/// A regular value type.
///
/// A monomial is its sorted list of indeterminates, each as often as its exponent: x_0^2 x_3 is {0, 0, 3}.
/// Guarantee  exact; no stored coefficient is 0, so == decides equality.
/// Throws     std::out_of_range in evaluation at too short a point.
/// Cost       sums O(terms log terms), products O(terms terms' log) rational operations.
/// Laws       property-tests/polynomial/multivariate.cpp
class Multivariate {
 public:
  using Monomial = std::vector<std::size_t>;

  Multivariate() = default;
  explicit Multivariate(const Rational& constant) { add_term({}, constant); }
  [[nodiscard]] static Multivariate variable(std::size_t i);

  [[nodiscard]] const std::map<Monomial, Rational>& terms() const { return terms_; }
  /// The value at x_i = point[i].
  [[nodiscard]] Rational operator()(const std::vector<Rational>& point) const;

  Multivariate& operator+=(const Multivariate& b);
  friend Multivariate operator+(Multivariate a, const Multivariate& b) { return a += b; }
  friend Multivariate operator*(const Multivariate& a, const Multivariate& b);
  friend bool operator==(const Multivariate&, const Multivariate&) = default;

 private:
  void add_term(const Monomial& m, const Rational& c);
  std::map<Monomial, Rational> terms_;
};

/// Q[x_0, x_1, ...] as a field of number/field.hpp is one, without division.
struct PolynomialRing {
  using Element = Multivariate;
  [[nodiscard]] Multivariate from(const Rational& x) const { return Multivariate(x); }
  [[nodiscard]] Multivariate add(const Multivariate& a, const Multivariate& b) const { return a + b; }
  [[nodiscard]] Multivariate mul(const Multivariate& a, const Multivariate& b) const { return a * b; }
};

}  // namespace attest::polynomial
