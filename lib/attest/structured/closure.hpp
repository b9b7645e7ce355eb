#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/count/ranks.hpp"
#include "attest/polynomial/monomials.hpp"
#include "attest/polynomial/polynomial.hpp"
#include "attest/structured/rescaled.hpp"

namespace attest::structured {

/// The entrywise product of two matrices of one kind, again of that kind: (diag(u) S diag(v)) o (diag(u') S' diag(v'))
/// = diag(u o u') (S o S') diag(v o v').  A mask that depends on i - j is a Toeplitz matrix of zeros and ones.
/// Throws std::invalid_argument where the shapes differ.  Cost one product a stored number.
template <class Field>
[[nodiscard]] Toeplitz<typename Field::Element> hadamard(const Toeplitz<typename Field::Element>& a,
                                                         const Toeplitz<typename Field::Element>& b,
                                                         const Field& field);
template <class Field>
[[nodiscard]] Circulant<typename Field::Element> hadamard(const Circulant<typename Field::Element>& a,
                                                          const Circulant<typename Field::Element>& b,
                                                          const Field& field);
template <class S, class Field>
[[nodiscard]] Rescaled<S> hadamard(const Rescaled<S>& a, const Rescaled<S>& b, const Field& field);

/// The entrywise e-th power, 0^0 = 1.  Cost at most 2 log2(e + 1) products a stored number.
template <class Field>
[[nodiscard]] Toeplitz<typename Field::Element> power(const Toeplitz<typename Field::Element>& a, std::size_t e,
                                                      const Field& field);
template <class Field>
[[nodiscard]] Circulant<typename Field::Element> power(const Circulant<typename Field::Element>& a, std::size_t e,
                                                       const Field& field);
template <class S, class Field>
[[nodiscard]] Rescaled<S> power(const Rescaled<S>& a, std::size_t e, const Field& field);

/// p(A_1 + ... + A_N), entry by entry, as a sum: for each multi-index m with |m| <= g and p_|m| != 0 the term
///   p_|m| multinomial(|m|; m) A_1^(o m_1) o ... o A_N^(o m_N),
/// in the order of polynomial::MonomialLevel, the coefficient in u.  All p_t != 0: C(N+g, g) terms.
///
/// Throws   std::invalid_argument where there is no A, or their shapes differ;
///          std::length_error where the terms for all |m| <= g would hold more than `largest_expansion` numbers;
///          std::domain_error where a coefficient does not lie in the ring (Z).
/// Cost     one Hadamard product for each |m| <= g.
/// Source   docs/theory/structured.md, Closure.
inline constexpr std::size_t largest_expansion = 10'000'000;
template <class S, class Field>
[[nodiscard]] std::vector<Rescaled<S>> entrywise(const polynomial::Polynomial& p, const std::vector<Rescaled<S>>& sum,
                                                 const Field& field);

// --- how ----------------------------------------------------------------------------------------

namespace detail {

template <class A, class B>
void require_same_shape(const A& a, const B& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols())
    throw std::invalid_argument("hadamard: " + std::to_string(a.rows()) + " x " + std::to_string(a.cols()) + " and " +
                                std::to_string(b.rows()) + " x " + std::to_string(b.cols()) + "; one shape is needed");
}

template <class Field>
std::vector<typename Field::Element> times(const std::vector<typename Field::Element>& a,
                                           const std::vector<typename Field::Element>& b, const Field& field) {
  using View = std::span<const typename Field::Element>;
  return hadamard(View(a), View(b), field);
}

template <class Field>
std::vector<typename Field::Element> powers(std::vector<typename Field::Element> a, std::size_t e, const Field& field) {
  std::vector<typename Field::Element> out(a.size(), field.from(1));
  for (; e > 0; e /= 2) {
    if (e % 2 == 1) out = times(out, a, field);
    if (e > 1) a = times(a, a, field);
  }
  return out;
}

}  // namespace detail

template <class Field>
Toeplitz<typename Field::Element> hadamard(const Toeplitz<typename Field::Element>& a,
                                           const Toeplitz<typename Field::Element>& b, const Field& field) {
  detail::require_same_shape(a, b);
  return {a.rows(), a.cols(), detail::times(a.vector(), b.vector(), field)};
}
template <class Field>
Circulant<typename Field::Element> hadamard(const Circulant<typename Field::Element>& a,
                                            const Circulant<typename Field::Element>& b, const Field& field) {
  detail::require_same_shape(a, b);
  return Circulant<typename Field::Element>(detail::times(a.vector(), b.vector(), field));
}
template <class S, class Field>
Rescaled<S> hadamard(const Rescaled<S>& a, const Rescaled<S>& b, const Field& field) {
  detail::require_same_shape(a, b);
  return {detail::times(a.u(), b.u(), field), hadamard(a.core(), b.core(), field), detail::times(a.v(), b.v(), field)};
}

template <class Field>
Toeplitz<typename Field::Element> power(const Toeplitz<typename Field::Element>& a, std::size_t e, const Field& field) {
  return {a.rows(), a.cols(), detail::powers(a.vector(), e, field)};
}
template <class Field>
Circulant<typename Field::Element> power(const Circulant<typename Field::Element>& a, std::size_t e,
                                         const Field& field) {
  return Circulant<typename Field::Element>(detail::powers(a.vector(), e, field));
}
template <class S, class Field>
Rescaled<S> power(const Rescaled<S>& a, std::size_t e, const Field& field) {
  return {detail::powers(a.u(), e, field), power(a.core(), e, field), detail::powers(a.v(), e, field)};
}

template <class S, class Field>
std::vector<Rescaled<S>> entrywise(const polynomial::Polynomial& p, const std::vector<Rescaled<S>>& sum,
                                   const Field& field) {
  if (sum.empty()) throw std::invalid_argument("sum: 0 terms; at least one is needed");
  const auto& first = sum.front();
  for (const auto& a : sum) detail::require_same_shape(first, a);
  if (p.degree() < 0) return {};

  const Integer count = count::tight_rank(static_cast<long>(sum.size()), p.degree());
  const Integer numbers = count * (first.u().size() + first.core().vector().size() + first.v().size());
  if (numbers > largest_expansion)
    throw std::length_error("p, sum: degree " + std::to_string(p.degree()) + " of " + std::to_string(sum.size()) +
                            " terms takes " + count.str() + " Hadamard products of " + numbers.str() +
                            " numbers; at most " + std::to_string(largest_expansion) + " are allowed");

  std::vector<Rescaled<S>> out;
  std::vector<Rescaled<S>> products{power(first, 0, field)};  // of level t: A^(o m), |m| = t
  std::vector<Integer> multinomial{1};
  polynomial::MonomialLevel level(sum.size());
  for (std::size_t t = 0;; ++t) {
    const Rational c = p.coefficient(t);
    for (std::size_t i = 0; c.sign() != 0 && i < products.size(); ++i) {
      const auto& m = products[i];
      const std::vector<typename Field::Element> factor(m.rows(), field.from(c * Rational(multinomial[i])));
      out.emplace_back(detail::times(m.u(), factor, field), m.core(), m.v());
    }
    if (static_cast<long>(t) == p.degree()) return out;
    const auto next = level.next();
    std::vector<Rescaled<S>> children;
    std::vector<Integer> counts;
    for_each_child(level, [&](std::size_t child, std::size_t parent, std::size_t variable) {
      children.push_back(t == 0 ? sum[variable] : hadamard(products[parent], sum[variable], field));
      counts.push_back(multinomial[parent] * (t + 1) / next.leading_exponent(child));
    });
    products = std::move(children);
    multinomial = std::move(counts);
    level = next;
  }
}

}  // namespace attest::structured
