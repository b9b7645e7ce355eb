#include "attest/polynomial/polynomial.hpp"

#include <algorithm>
#include <utility>

namespace attest::polynomial {

Polynomial::Polynomial(std::vector<Rational> coefficients) : c_(std::move(coefficients)) {
  while (!c_.empty() && c_.back().sign() == 0) c_.pop_back();
}

Polynomial Polynomial::monomial(const Rational& coefficient, std::size_t degree) {
  std::vector<Rational> c(degree + 1);
  c[degree] = coefficient;
  return Polynomial(std::move(c));
}

std::vector<long> Polynomial::support() const {
  std::vector<long> degrees;
  for (std::size_t k = 0; k < c_.size(); ++k)
    if (c_[k].sign() != 0) degrees.push_back(static_cast<long>(k));
  return degrees;
}

Rational Polynomial::operator()(const Rational& x) const {
  Rational value;
  for (std::size_t k = c_.size(); k-- > 0;) value = value * x + c_[k];
  return value;
}

Ball Polynomial::operator()(const Ball& x, Precision p) const {
  Ball value;
  for (std::size_t k = c_.size(); k-- > 0;) value = add(mul(value, x, p), Ball(c_[k], p), p);
  return value;
}

Polynomial operator+(const Polynomial& a, const Polynomial& b) {
  std::vector<Rational> c(std::max(a.c_.size(), b.c_.size()));
  for (std::size_t k = 0; k < c.size(); ++k) c[k] = a.coefficient(k) + b.coefficient(k);
  return Polynomial(std::move(c));
}

Polynomial operator-(const Polynomial& a, const Polynomial& b) { return a + Rational(-1) * b; }

Polynomial operator*(const Polynomial& a, const Polynomial& b) {
  if (a.c_.empty() || b.c_.empty()) return {};
  std::vector<Rational> c(a.c_.size() + b.c_.size() - 1);
  for (std::size_t i = 0; i < a.c_.size(); ++i)
    for (std::size_t j = 0; j < b.c_.size(); ++j) c[i + j] += a.c_[i] * b.c_[j];
  return Polynomial(std::move(c));
}

Polynomial operator*(const Rational& s, const Polynomial& a) {
  std::vector<Rational> c = a.c_;
  for (auto& x : c) x *= s;
  return Polynomial(std::move(c));
}

Polynomial compose_affine(const Polynomial& p, const Rational& a, const Rational& b) {
  const Polynomial inner({a, b});
  Polynomial value;
  for (std::size_t k = p.coefficients().size(); k-- > 0;) value = value * inner + Polynomial({p.coefficients()[k]});
  return value;
}

Polynomial majorant(const Polynomial& p) {
  std::vector<Rational> c = p.coefficients();
  for (auto& x : c) x = abs(x);
  return Polynomial(std::move(c));
}

Polynomial derivative(const Polynomial& p) {
  std::vector<Rational> c;
  for (std::size_t k = 1; k < p.coefficients().size(); ++k) c.push_back(Rational(k) * p.coefficients()[k]);
  return Polynomial(std::move(c));
}

Polynomial from_chebyshev(const std::vector<Rational>& c) {
  // Clenshaw's recurrence on polynomials: b_k = c_k + 2 x b_{k+1} - b_{k+2}, p = c_0 + x b_1 - b_2.
  const Polynomial x({0, 1});
  Polynomial b1, b2;
  for (std::size_t k = c.size(); k-- > 1;) {
    Polynomial b = Polynomial({c[k]}) + Rational(2) * (x * b1) - b2;
    b2 = std::exchange(b1, std::move(b));
  }
  return c.empty() ? Polynomial() : Polynomial({c[0]}) + x * b1 - b2;
}

}  // namespace attest::polynomial
