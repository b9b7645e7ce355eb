#pragma once

// Fast RoPE's sum of rescaled Toeplitz matrices: p(sum_l A^l) = sum_m N^(m), one convolution a term and a column.
#include <utility>
#include <vector>

#include "attention_exact.hpp"
#include "attest/structured/toeplitz.hpp"

namespace attest::ledger::rope_attention {

/// diag(u) T diag(v), T_ij = w[i - j + n - 1].
struct Rescaled {
  std::vector<Rational> u, w, v;
  [[nodiscard]] std::size_t size() const { return u.size(); }
  [[nodiscard]] Rational entry(std::size_t i, std::size_t j) const { return u[i] * w[i + size() - 1 - j] * v[j]; }
  [[nodiscard]] RationalMatrix matrix() const {
    RationalMatrix m(size(), size());
    for (std::size_t i = 0; i < size(); ++i)
      for (std::size_t j = 0; j < size(); ++j) m.set(i, j, entry(i, j));
    return m;
  }
};

/// Entrywise: the three vectors multiply.
inline Rescaled hadamard(const Rescaled& a, const Rescaled& b) {
  const auto times = [](std::vector<Rational> x, const std::vector<Rational>& y) {
    for (std::size_t t = 0; t < x.size(); ++t) x[t] *= y[t];
    return x;
  };
  return {times(a.u, b.u), times(a.w, b.w), times(a.v, b.v)};
}

/// By one convolution.
inline std::vector<Rational> multiply(const Rescaled& a, std::vector<Rational> x) {
  for (std::size_t j = 0; j < x.size(); ++j) x[j] *= a.v[j];
  auto y = structured::multiply(structured::Toeplitz<Rational>(a.size(), a.size(), a.w), std::span<const Rational>(x),
                                RationalField{});
  for (std::size_t i = 0; i < y.size(); ++i) y[i] *= a.u[i];
  return y;
}

/// The matrices A^{l1,l2} = diag(Q_{*l1}) T diag(K_{*l2}), T_ij = (W_{i-j})_{l1,l2} / scale, of all (l1, l2) in the
/// union of the supports of W.
inline std::vector<Rescaled> summands(const RationalMatrix& Q, const RationalMatrix& K, const Offsets& W,
                                      const Rational& scale) {
  const std::size_t n = Q.rows();
  std::vector<RationalMatrix> w;
  for (std::size_t t = 0; t + 1 < 2 * n; ++t) w.push_back(W(offset(t, n - 1)));
  std::vector<Rescaled> out;
  for (std::size_t a = 0; a < Q.cols(); ++a)
    for (std::size_t b = 0; b < K.cols(); ++b) {
      Rescaled r;
      bool any = false;
      for (const auto& m : w) {
        r.w.push_back(m.get(a, b) / scale);
        any = any || r.w.back() != Rational(0);
      }
      if (!any) continue;
      for (std::size_t i = 0; i < n; ++i) {
        r.u.push_back(Q.get(i, a));
        r.v.push_back(K.get(i, b));
      }
      out.push_back(std::move(r));
    }
  return out;
}

/// All N^(m) = p_|m| multinomial(|m|; m) prod_l (A^l)^{m_l}, sum of m at most the degree of p: zero coefficients and
/// all, C(|S|+g, g) of them.
inline std::vector<Rescaled> terms(const polynomial::Polynomial& p, const std::vector<Rescaled>& A, std::size_t n) {
  const auto g = static_cast<std::size_t>(p.degree());
  const Rescaled one{std::vector<Rational>(n, 1), std::vector<Rational>(2 * n - 1, 1), std::vector<Rational>(n, 1)};
  std::vector<Rescaled> out;
  // weight = |m|! / prod m_l!, built one power at a time.
  const std::function<void(std::size_t, std::size_t, const Rescaled&, const Rational&)> go =
      [&](std::size_t l, std::size_t used, const Rescaled& product, const Rational& weight) {
        if (l == A.size()) {
          Rescaled term = product;
          for (auto& x : term.w) x *= p.coefficient(used) * weight;
          out.push_back(std::move(term));
          return;
        }
        Rescaled next = product;
        Rational multinomial = weight;
        for (std::size_t power = 0;; ++power) {
          go(l + 1, used + power, next, multinomial);
          if (used + power == g) return;
          next = hadamard(next, A[l]);
          multinomial *= Rational(used + power + 1, power + 1);
        }
      };
  go(0, 0, one, Rational(1));
  return out;
}

inline RationalMatrix sum(const std::vector<Rescaled>& terms, std::size_t n) {
  RationalMatrix total(n, n);
  for (const auto& t : terms) total = sum(total, t.matrix());
  return total;
}

/// (sum of terms) X column by column, and how many convolutions that took.
struct Product {
  RationalMatrix value;
  std::size_t convolutions = 0;
};
inline Product multiply(const std::vector<Rescaled>& terms, const RationalMatrix& X) {
  Product out{RationalMatrix(X.rows(), X.cols()), 0};
  for (std::size_t c = 0; c < X.cols(); ++c) {
    std::vector<Rational> x, y(X.rows());
    for (std::size_t i = 0; i < X.rows(); ++i) x.push_back(X.get(i, c));
    for (const auto& t : terms) {
      const auto part = multiply(t, x);
      ++out.convolutions;
      for (std::size_t i = 0; i < y.size(); ++i) y[i] += part[i];
    }
    for (std::size_t i = 0; i < y.size(); ++i) out.value.set(i, c, y[i]);
  }
  return out;
}

/// A random polynomial of degree g exactly.
inline polynomial::Polynomial random_polynomial(Sampler& sampler, std::size_t g) {
  std::vector<Rational> c;
  for (std::size_t k = 0; k <= g; ++k) c.push_back(sampler.between(-2, 2));
  if (c[g] == Rational(0)) c[g] = 1;
  return polynomial::Polynomial(std::move(c));
}

}  // namespace attest::ledger::rope_attention
