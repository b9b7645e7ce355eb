#pragma once

#include <vector>

#include "attest/attention/term_sums.hpp"
#include "attest/number/integer.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::attention {

/// p of the scores of order k applied to products of values, for any field: out[c][i] is the sum over all tuples of
/// p(sum_l x_il y1_{j_1 l} y2_{j_2 l} ...) v1_{j_1 c} v2_{j_2 c} ...  One term for each monomial m of degree at most g,
///
///     p_|m| multinomial(m) x_i^m (sum_j y1_j^m v1_jc) (sum_j y2_j^m v2_jc) ...
///
/// so that nothing of the size of all tuples is formed: U1 ((U2^T V1) o (U3^T V2) ...) without storing the U.  After a
/// deadline no more terms are added, and the sum is worth nothing.
///
/// Guarantee  exact over Q, enclosed in balls.
/// Cost       C(d+g, g) (n + sum m_a) (columns + 1) operations, memory O(g (n + sum m_a)).
/// Source     docs/theory/kronecker.md
/// Laws       property-tests/attention/tensor.cpp
template <class Field>
class TensorSums {
 public:
  using Element = typename Field::Element;
  using Vector = std::vector<Element>;

  /// All matrices by columns; y and v: k - 1 each.
  TensorSums(const polynomial::Polynomial& p, const ColumnsOf<Field>& x, const std::vector<ColumnsOf<Field>>& y,
             const std::vector<ColumnsOf<Field>>& v, const Field& field, const Deadline& deadline = Deadline())
      : p_(p), x_(x), y_(y), v_(v), field_(field), deadline_(deadline) {}

  [[nodiscard]] ColumnsOf<Field> all() const {
    ColumnsOf<Field> out = zero();
    constant(out);
    for (std::size_t l = 0; l < x_.size(); ++l) root(l, out);
    return out;
  }
  [[nodiscard]] ColumnsOf<Field> zero() const {
    return ColumnsOf<Field>(v_.front().size(), Vector(x_.front().size(), field_.from(0)));
  }
  void constant(ColumnsOf<Field>& out) const {
    std::vector<Vector> ones;
    for (const auto& y : y_) ones.emplace_back(y.front().size(), field_.from(1));
    add(out, 0, 1, Vector(x_.front().size(), field_.from(1)), ones);
  }
  /// The monomials whose first variable is l: a share of the work.
  void root(std::size_t l, ColumnsOf<Field>& out) const {
    if (p_.degree() < 1) return;
    std::vector<Vector> b;
    for (const auto& y : y_) b.push_back(y[l]);
    descend(out, 1, l, 1, 1, x_[l], b);
  }

 private:
  /// The monomial (a, b) of degree t, its last variable being `l` to the power `e`, and its multiples by later ones.
  void descend(ColumnsOf<Field>& out, std::size_t t, std::size_t l, std::size_t e, const Integer& multinomial,
               const Vector& a, const std::vector<Vector>& b) const {
    if (deadline_.passed()) return;
    add(out, t, multinomial, a, b);
    if (static_cast<long>(t) == p_.degree()) return;
    for (std::size_t w = l; w < x_.size(); ++w) {
      const std::size_t power = w == l ? e + 1 : 1;
      std::vector<Vector> next;
      for (std::size_t mode = 0; mode < b.size(); ++mode) next.push_back(times(b[mode], y_[mode][w]));
      descend(out, t + 1, w, power, multinomial * (t + 1) / power, times(a, x_[w]), next);
    }
  }
  [[nodiscard]] Vector times(const Vector& a, const Vector& b) const {
    Vector c(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) c[i] = field_.mul(a[i], b[i]);
    return c;
  }
  [[nodiscard]] Element dot(const Vector& a, const Vector& b) const {
    Element sum = field_.from(0);
    for (std::size_t j = 0; j < a.size(); ++j) sum = field_.add(sum, field_.mul(a[j], b[j]));
    return sum;
  }
  void add(ColumnsOf<Field>& out, std::size_t t, const Integer& multinomial, const Vector& a,
           const std::vector<Vector>& b) const {
    if (p_.coefficient(t).sign() == 0) return;
    const Element weight = field_.from(p_.coefficient(t) * Rational(multinomial));
    for (std::size_t c = 0; c < out.size(); ++c) {
      Element moment = weight;
      for (std::size_t mode = 0; mode < b.size(); ++mode) moment = field_.mul(moment, dot(b[mode], v_[mode][c]));
      for (std::size_t i = 0; i < a.size(); ++i) out[c][i] = field_.add(out[c][i], field_.mul(moment, a[i]));
    }
  }

  const polynomial::Polynomial& p_;
  const ColumnsOf<Field>& x_;
  const std::vector<ColumnsOf<Field>>&y_, &v_;
  Field field_;
  Deadline deadline_;
};

}  // namespace attest::attention
