#pragma once

#include <vector>

#include "attest/number/ball.hpp"
#include "attest/number/rational.hpp"

namespace attest::polynomial {

/// A polynomial over Q in the monomial basis, constant term first; no trailing zeros, so the zero
/// polynomial has no coefficients and degree -1.  A regular value type.
///
/// Cost     evaluation O(g), product and affine substitution O(g^2) rational operations.
/// Laws     property-tests/polynomial/polynomial.cpp
class Polynomial {
 public:
  Polynomial() = default;
  explicit Polynomial(std::vector<Rational> coefficients);
  [[nodiscard]] static Polynomial monomial(const Rational& coefficient, std::size_t degree);

  [[nodiscard]] long degree() const { return static_cast<long>(c_.size()) - 1; }
  /// The coefficient of x^k; 0 beyond the degree.
  [[nodiscard]] Rational coefficient(std::size_t k) const { return k < c_.size() ? c_[k] : Rational(0); }
  [[nodiscard]] const std::vector<Rational>& coefficients() const { return c_; }
  /// The degrees with a non-zero coefficient, ascending.
  [[nodiscard]] std::vector<long> support() const;

  [[nodiscard]] Rational operator()(const Rational& x) const;
  [[nodiscard]] Ball operator()(const Ball& x, Precision p) const;

  friend Polynomial operator+(const Polynomial& a, const Polynomial& b);
  friend Polynomial operator-(const Polynomial& a, const Polynomial& b);
  friend Polynomial operator*(const Polynomial& a, const Polynomial& b);
  friend Polynomial operator*(const Rational& s, const Polynomial& a);
  friend bool operator==(const Polynomial&, const Polynomial&) = default;

 private:
  std::vector<Rational> c_;
};

/// p(a + b x).
[[nodiscard]] Polynomial compose_affine(const Polynomial& p, const Rational& a, const Rational& b);
/// The majorant sum |p_k| x^k.
[[nodiscard]] Polynomial majorant(const Polynomial& p);
[[nodiscard]] Polynomial derivative(const Polynomial& p);
/// The polynomial sum c_k T_k(x) in the monomial basis.  Cost O(g^2) rational operations.
[[nodiscard]] Polynomial from_chebyshev(const std::vector<Rational>& c);

}  // namespace attest::polynomial
