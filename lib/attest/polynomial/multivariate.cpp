#include "attest/polynomial/multivariate.hpp"

#include <algorithm>
#include <iterator>

namespace attest::polynomial {

Multivariate Multivariate::variable(std::size_t i) {
  Multivariate x;
  x.add_term({i}, 1);
  return x;
}

void Multivariate::add_term(const Monomial& m, const Rational& c) {
  if (c.sign() == 0) return;
  const auto [at, fresh] = terms_.try_emplace(m, c);
  if (fresh) return;
  at->second += c;
  if (at->second.sign() == 0) terms_.erase(at);
}

Rational Multivariate::operator()(const std::vector<Rational>& point) const {
  Rational sum;
  for (const auto& [m, c] : terms_) {
    Rational term = c;
    for (const std::size_t i : m) term *= point.at(i);
    sum += term;
  }
  return sum;
}

Multivariate& Multivariate::operator+=(const Multivariate& b) {
  if (&b == this) return *this = *this * Multivariate(2);
  for (const auto& [m, c] : b.terms_) add_term(m, c);
  return *this;
}

Multivariate operator*(const Multivariate& a, const Multivariate& b) {
  Multivariate product;
  for (const auto& [m, c] : a.terms_)
    for (const auto& [n, e] : b.terms_) {
      Multivariate::Monomial both;
      std::merge(m.begin(), m.end(), n.begin(), n.end(), std::back_inserter(both));
      product.add_term(both, c * e);
    }
  return product;
}

}  // namespace attest::polynomial
