#pragma once

#include <optional>
#include <span>
#include <vector>

#include "attest/attention/mask.hpp"
#include "attest/lowrank/bilinear.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/polynomial/polynomial.hpp"
#include "attest/structured/toeplitz.hpp"

namespace attest::attention {

/// The two structured ways to apply p(scores) to columns, for any field (number/field.hpp): exact over Q, enclosed in
/// balls.  Both are sums of diag(l) T diag(r) with T Toeplitz:
///
///   low rank   scores x_i.y_j: one term for each monomial a, l = p_|a| multinomial(a) x^a, r = y^a, T all ones;
///   Toeplitz   scores q_i^T W_{i-j} k_j: one term for each pair (alpha, beta), l = q^alpha, r = k^beta,
///              T = p_e [x^alpha y^beta] (x^T W_k y)^e (docs/theory/rope.md).
///
/// A mask and a factor e^{bias} that depend on i - j multiply T; a block-local mask cuts T into blocks.  After a
/// deadline no more terms are added, and the sum is worth nothing.
/// Laws       property-tests/attention/rope.cpp

/// A matrix stored by columns.
template <class Field>
using ColumnsOf = std::vector<std::vector<typename Field::Element>>;

/// Who sees whom: n queries at positions offset, offset + 1, ..., and m keys at 0, 1, ...  Tables of one number for
/// each difference of positions go from `lowest` = offset - (m-1) to offset + n - 1.
struct Sight {
  std::size_t n, m, offset = 0;
  Mask mask;
  [[nodiscard]] std::size_t differences() const { return n + m - 1; }
  [[nodiscard]] long lowest() const { return static_cast<long>(offset) - static_cast<long>(m - 1); }
};

/// y_i = sum of z_j over the keys that query i sees.  Cost m + n additions: prefix sums along each residue class.
template <class Field>
[[nodiscard]] std::vector<typename Field::Element> sums_seen(const Sight& s, std::span<const typename Field::Element> z,
                                                             const Field& field) {
  using Element = typename Field::Element;
  const std::size_t step = s.mask.dilation;
  std::vector<Element> prefix(z.begin(), z.end());
  for (std::size_t j = step; j < prefix.size(); ++j) prefix[j] = field.add(prefix[j], prefix[j - step]);
  const Element zero = field.from(0), minus = field.from(-1);
  std::vector<Element> y(s.n, zero);
  for (std::size_t i = 0; i < s.n; ++i) {
    const auto run = s.mask.run(i + s.offset, s.m);
    if (run.count == 0) continue;
    y[i] = prefix[run.last];
    if (run.first >= step) y[i] = field.add(y[i], field.mul(minus, prefix[run.first - step]));
  }
  return y;
}

/// y_i = sum of w_{i+offset-j} z_j over the keys that query i sees; w by differences, already 0 where the mask's
/// Toeplitz part hides.  Cost one convolution, or one for each block.
template <class Field>
[[nodiscard]] std::vector<typename Field::Element> toeplitz_seen(const Sight& s,
                                                                 std::span<const typename Field::Element> w,
                                                                 std::span<const typename Field::Element> z,
                                                                 const Field& field) {
  using Element = typename Field::Element;
  std::vector<Element> y(s.n, field.from(0));
  const std::size_t block = s.mask.block.value_or(s.offset + s.n + s.m);
  for (std::size_t i = 0; i < s.n;) {
    const std::size_t begin = (i + s.offset) / block * block, stop = std::min(s.n, begin + block - s.offset);
    const std::size_t keys = std::min(s.m, begin + block);
    if (begin < keys) {
      const std::size_t rows = stop - i, cols = keys - begin;
      // The block's upper right corner is the difference (i + offset) - (keys - 1).
      const auto first = static_cast<std::ptrdiff_t>(i + s.m - keys);
      const structured::Toeplitz<Element> t(
          rows, cols,
          std::vector<Element>(w.begin() + first, w.begin() + first + static_cast<std::ptrdiff_t>(rows + cols - 1)));
      const auto part = multiply(t, z.subspan(begin, cols), field);
      std::copy(part.begin(), part.end(), y.begin() + static_cast<std::ptrdiff_t>(i));
    }
    i = stop;
  }
  return y;
}

/// w with the mask's Toeplitz part: 0 at the differences it hides.
template <class Field>
void hide(const Sight& s, std::vector<typename Field::Element>& w, const Field& field) {
  for (std::size_t t = 0; t < w.size(); ++t)
    if (!s.mask.allows(static_cast<long>(t) + s.lowest())) w[t] = field.from(0);
}

/// Adds diag(left) S diag(right) V to `out`, S applied by `seen`.
template <class Field, class Seen>
void add_term(ColumnsOf<Field>& out, const std::vector<typename Field::Element>& left,
              const std::vector<typename Field::Element>& right, const ColumnsOf<Field>& v, const Field& field,
              const Seen& seen) {
  std::vector<typename Field::Element> z(right.size());
  for (std::size_t c = 0; c < v.size(); ++c) {
    for (std::size_t j = 0; j < z.size(); ++j) z[j] = field.mul(right[j], v[c][j]);
    const auto y = seen(z);
    for (std::size_t i = 0; i < left.size(); ++i) out[c][i] = field.add(out[c][i], field.mul(left[i], y[i]));
  }
}

/// Adds to `out` the terms of all monomials that are `root` variables times later ones.  `x` and `y` by columns.
template <class Field>
class LowRankSums {
 public:
  using Element = typename Field::Element;
  using Vector = std::vector<Element>;

  /// `factor`: e^{bias} by differences, or nothing.
  LowRankSums(const Sight& sight, const polynomial::Polynomial& p, const ColumnsOf<Field>& x, const ColumnsOf<Field>& y,
              const ColumnsOf<Field>& v, const std::optional<Vector>& factor, const Field& field,
              const Deadline& deadline = Deadline())
      : sight_(sight), p_(p), x_(x), y_(y), v_(v), factor_(factor), field_(field), deadline_(deadline) {
    if (factor_) hide(sight_, *factor_, field_);
  }

  /// The whole sum.  Cost C(d+g, g) terms of (n + m) columns(v) operations, or as many convolutions where there is a
  /// factor; memory O(g (n + m)).
  [[nodiscard]] ColumnsOf<Field> all() const {
    ColumnsOf<Field> out = zero();
    constant(out);
    for (std::size_t v = 0; v < x_.size(); ++v) root(v, out);
    return out;
  }
  [[nodiscard]] ColumnsOf<Field> zero() const { return ColumnsOf<Field>(v_.size(), Vector(sight_.n, field_.from(0))); }
  void constant(ColumnsOf<Field>& out) const {
    add(out, 0, 1, Vector(sight_.n, field_.from(1)), Vector(sight_.m, field_.from(1)));
  }
  /// The monomials whose first variable is v.
  void root(std::size_t v, ColumnsOf<Field>& out) const {
    if (p_.degree() >= 1) descend(out, 1, v, 1, 1, x_[v], y_[v]);
  }

 private:
  /// The monomial (a, b) of degree t, its last variable being `v` to the power `e`, and all its multiples by later
  /// ones.
  void descend(ColumnsOf<Field>& out, std::size_t t, std::size_t v, std::size_t e, const Integer& multinomial,
               const Vector& a, const Vector& b) const {
    if (deadline_.passed()) return;
    add(out, t, multinomial, a, b);
    if (static_cast<long>(t) == p_.degree()) return;
    for (std::size_t w = v; w < x_.size(); ++w) {
      const std::size_t power = w == v ? e + 1 : 1;
      descend(out, t + 1, w, power, multinomial * (t + 1) / power, times(a, x_[w]), times(b, y_[w]));
    }
  }
  [[nodiscard]] Vector times(const Vector& a, const Vector& b) const {
    Vector c(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) c[i] = field_.mul(a[i], b[i]);
    return c;
  }
  void add(ColumnsOf<Field>& out, std::size_t t, const Integer& multinomial, Vector a, const Vector& b) const {
    if (p_.coefficient(t).sign() == 0) return;
    const Element weight = field_.from(p_.coefficient(t) * Rational(multinomial));
    for (auto& f : a) f = field_.mul(weight, f);
    add_term(out, a, b, v_, field_, [&](const Vector& z) {
      return factor_ ? toeplitz_seen<Field>(sight_, *factor_, z, field_) : sums_seen<Field>(sight_, z, field_);
    });
  }

  const Sight& sight_;
  const polynomial::Polynomial& p_;
  const ColumnsOf<Field>&x_, &y_, &v_;
  std::optional<Vector> factor_;
  Field field_;
  Deadline deadline_;
};

/// sum_e p_e sum_(alpha,beta) diag(q^alpha) T diag(k^beta) V, T by the coefficients of (x^T W_k y)^e: `powers` at level
/// 0, by differences of positions; `coefficients` p_0 .. p_g as elements; `factor` as above.
///
/// Cost     for each pair one convolution for each column of v, and (n + m) d e multiplications.
template <class Field>
[[nodiscard]] ColumnsOf<Field> toeplitz_sums(const Sight& sight,
                                             const std::vector<typename Field::Element>& coefficients,
                                             lowrank::BilinearPowers<Field> powers, const ColumnsOf<Field>& q,
                                             const ColumnsOf<Field>& k, const ColumnsOf<Field>& v,
                                             const std::optional<std::vector<typename Field::Element>>& factor,
                                             const Field& field, const Deadline& deadline = Deadline()) {
  using Vector = std::vector<typename Field::Element>;
  const std::size_t d = q.size();
  const auto monomial = [&](const ColumnsOf<Field>& x, const lowrank::Exponents& e, std::size_t from,
                            std::size_t rows) {
    Vector out(rows, field.from(1));
    for (std::size_t a = 0; a < d; ++a)
      for (unsigned times = 0; times < e[from + a]; ++times)
        for (std::size_t i = 0; i < rows; ++i) out[i] = field.mul(out[i], x[a][i]);
    return out;
  };
  ColumnsOf<Field> out(v.size(), Vector(sight.n, field.from(0)));
  for (std::size_t e = 0; e < coefficients.size(); ++e) {
    if (e > 0) powers.next();
    for (const auto& [exponents, values] : powers.level()) {
      if (deadline.passed()) return out;
      Vector w(values.size());
      for (std::size_t t = 0; t < w.size(); ++t) {
        w[t] = field.mul(coefficients[e], values[t]);
        if (factor) w[t] = field.mul(w[t], (*factor)[t]);
      }
      hide(sight, w, field);
      add_term(out, monomial(q, exponents, 0, sight.n), monomial(k, exponents, d, sight.m), v, field,
               [&](const Vector& z) { return toeplitz_seen<Field>(sight, w, z, field); });
    }
  }
  return out;
}

}  // namespace attest::attention
