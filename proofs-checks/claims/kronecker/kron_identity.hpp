#pragma once

// Identities between products of matrices, decided with indeterminate entries, shape by shape, smallest first.
// An identity is f(shape, x): it takes matrices from x, works in x.field, and returns its two sides.  Where the sides
// differ as polynomials, x is asked again with zeros and ones, fewest ones first: a witness.
#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "../fast-rope/rope_sweep.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/lowrank/kronecker.hpp"
#include "attest/number/field.hpp"
#include "attest/polynomial/multivariate.hpp"

namespace attest::ledger::kron {

constexpr auto first = lowrank::IndexOrder::first_fastest;
constexpr auto last = lowrank::IndexOrder::last_fastest;

/// Sizes by name: common ones, and one of each factor (`n1`, `n2`).
class Shape {
 public:
  Shape(std::size_t factors, std::map<std::string, std::size_t> sizes) : factors_(factors), sizes_(std::move(sizes)) {}
  [[nodiscard]] std::size_t factors() const { return factors_; }
  [[nodiscard]] std::size_t operator[](const std::string& name) const { return sizes_.at(name); }
  /// That of factor l = 0, 1, ..., its own or the common one.
  [[nodiscard]] std::size_t of(const std::string& name, std::size_t l) const {
    const auto own = sizes_.find(name + std::to_string(l + 1));
    return own != sizes_.end() ? own->second : sizes_.at(name);
  }
  [[nodiscard]] std::string text() const {
    std::string s;
    for (const auto& [name, size] : sizes_) s += (s.empty() ? "" : ", ") + name + " = " + std::to_string(size);
    return s;
  }

 private:
  std::size_t factors_;
  std::map<std::string, std::size_t> sizes_;
};

/// Which shapes: the names of the sizes, and how many factors.
struct Family {
  std::vector<std::string> common, own;
  std::vector<std::size_t> factors{2, 3};
};
/// Largest size tried.
constexpr long largest_size(std::size_t factors) { return factors <= 2 ? 3 : 2; }

/// All shapes with k factors and sizes 1 .. largest_size(k), by their total.
inline std::vector<Shape> shapes(const Family& family, std::size_t k) {
  std::vector<std::string> names = family.common;
  for (const auto& name : family.own)
    for (std::size_t l = 1; l <= k; ++l) names.push_back(name + std::to_string(l));
  std::vector<std::vector<long>> tuples;
  for_each_tuple(names.size(), 1, largest_size(k), [&](const std::vector<long>& x) {
    tuples.push_back(x);
    return true;
  });
  const auto total = [](const std::vector<long>& x) { return std::accumulate(x.begin(), x.end(), 0L); };
  std::stable_sort(tuples.begin(), tuples.end(), [&](const auto& a, const auto& b) { return total(a) < total(b); });
  std::vector<Shape> all;
  for (const auto& x : tuples) {
    std::map<std::string, std::size_t> sizes;
    for (std::size_t i = 0; i < names.size(); ++i) sizes[names[i]] = static_cast<std::size_t>(x[i]);
    all.emplace_back(k, std::move(sizes));
  }
  return all;
}

template <class Field>
struct Algebra {
  using Element = typename Field::Element;
  using Matrix = Dense<Element>;
  Field field;

  template <class Product>
  [[nodiscard]] Matrix dense(const Product& p) const {
    return p.dense(field);
  }
  [[nodiscard]] Matrix mul(const Matrix& a, const Matrix& b) const { return multiply(a, b, field); }
  /// A_1 B_1, A_2 B_2, ...
  [[nodiscard]] std::vector<Matrix> mul(const std::vector<Matrix>& a, const std::vector<Matrix>& b) const {
    std::vector<Matrix> products;
    for (std::size_t l = 0; l < a.size(); ++l) products.push_back(mul(a[l], b[l]));
    return products;
  }
  [[nodiscard]] Matrix ones(std::size_t rows) const { return Matrix(rows, 1, field.from(1)); }
};

/// Every entry an indeterminate of its own.
class Indeterminates : public Algebra<polynomial::PolynomialRing> {
 public:
  Matrix matrix(const std::string&, std::size_t rows, std::size_t cols) {
    Matrix m(rows, cols);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < cols; ++j) m(i, j) = Element::variable(count_++);
    return m;
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  /// f(x) for a function f of which nothing is known: an indeterminate for each argument.
  Element function(const Element& x) {
    for (const auto& [argument, value] : values_)
      if (argument == x) return value;
    values_.emplace_back(x, Element::variable(1'000'000 + values_.size()));
    return values_.back().second;
  }

 private:
  std::size_t count_ = 0;
  std::vector<std::pair<Element, Element>> values_;
};

/// The given entries, in the order in which they are asked for.
class Digits : public Algebra<RationalField> {
 public:
  explicit Digits(std::vector<long> digits) : digits_(std::move(digits)) {}
  Matrix matrix(const std::string& name, std::size_t rows, std::size_t cols) {
    Matrix m(rows, cols);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < cols; ++j) m(i, j) = Rational(digits_.at(next_++));
    text_ += (text_.empty() ? "" : ", ") + name + " = " + to_text(to_matrix(m));
    return m;
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// f(x) = 2^x.
  [[nodiscard]] Element function(const Element& x) const { return pow(Rational(2), static_cast<long>(x.numerator())); }

 private:
  std::vector<long> digits_;
  std::size_t next_ = 0;
  std::string text_;
};

/// One matrix for each factor, of the shape (rows, cols) named.
template <class X>
std::vector<typename X::Matrix> matrices(X& x, const std::string& name, const Shape& s, const std::string& rows,
                                         const std::string& cols) {
  std::vector<typename X::Matrix> out;
  for (std::size_t l = 0; l < s.factors(); ++l)
    out.push_back(x.matrix(name + std::to_string(l + 1), s.of(rows, l), s.of(cols, l)));
  return out;
}
template <class Matrix>
std::vector<Matrix> transposed(std::vector<Matrix> a) {
  for (auto& m : a) m = transpose(m);
  return a;
}
template <class Matrix>
std::vector<Matrix> reversed(std::vector<Matrix> a) {
  std::reverse(a.begin(), a.end());
  return a;
}
template <class Matrix>
std::pair<Matrix, Matrix> sides(Matrix left, Matrix right) {
  return {std::move(left), std::move(right)};
}

/// The evidence of an identity that held.
inline const std::string same_polynomials = "the sides are the same polynomials in the entries, every time";

/// f(digits) for all vectors of n zeros and ones, fewest ones first, until it returns false.
template <class F>
void for_each_corner(std::size_t n, const F& f) {
  for (std::size_t ones = 0; ones <= n; ++ones) {
    std::vector<long> x(n, 0);
    std::fill_n(x.begin(), ones, 1);
    do {
      if (!f(x)) return;
    } while (std::prev_permutation(x.begin(), x.end()));
  }
}

/// Tries one identity on one shape; where the sides differ as polynomials, the verdict is given.
template <class F>
bool fails(const F& identity, const Shape& shape, Verdict& v) {
  Indeterminates x;
  const auto [left, right] = identity(shape, x);
  if (left == right) return false;
  const auto size = [](const auto& m) { return std::to_string(m.rows()) + " x " + std::to_string(m.cols()); };
  if (size(left) != size(right)) {
    v.status = Status::refuted;
    v.witness = shape.text();
    v.evidence = "left is " + size(left) + ", right " + size(right) + ", whatever the entries";
    return true;
  }
  v.status = Status::undecided;
  v.evidence = "the sides differ as polynomials at " + shape.text() + ", but not at zeros and ones";
  for_each_corner(x.count(), [&](const std::vector<long>& digits) {
    Digits d(digits);
    const auto [a, b] = identity(shape, d);
    if (a == b) return true;
    v.status = Status::refuted;
    v.witness = shape.text() + ": " + d.text();
    v.evidence = "left " + to_text(to_matrix(a)) + ", right " + to_text(to_matrix(b));
    return false;
  });
  return true;
}

/// All the identities, on all shapes of the family.  A claim with a written proof is then proved: the page reduces
/// every shape to the identity of one entry, and this decides it where it is small.
template <class... F>
Verdict decide_identity(const Claim& claim, const Family& family, const std::string& orders,
                        const std::string& evidence, const std::vector<std::string>& repairs, const F&... identities) {
  Verdict v;
  std::string scope = "indeterminate entries";
  for (const std::size_t k : family.factors) {
    const auto all = shapes(family, k);
    scope += "; " + std::to_string(k) + " factors, sizes 1 to " + std::to_string(largest_size(k)) + ": " +
             std::to_string(all.size()) + " shapes";
    v.scope = scope + ", " + orders;
    for (const auto& shape : all)
      if ((fails(identities, shape, v) || ...)) {
        v.repairs = repairs;
        return v;
      }
  }
  if (!claim.proof.empty()) v.scope += "; all shapes by the reduction in docs/" + claim.proof;
  v.status = claim.proof.empty() ? Status::verified : Status::proved;
  v.evidence = evidence;
  return v;
}
/// Identities are passed as values: a function templated on a *template* of an unnamed namespace gets external linkage
/// from GCC 12, and claims that give it the same name would share one identity.
template <class First, class Last>
Verdict decide_in_both_orders(const Claim& claim, const Family& family, const std::string& evidence,
                              const First& by_first, const Last& by_last) {
  return decide_identity(claim, family, "either index first", evidence, {}, by_first, by_last);
}
/// An identity whose right side may be read in either order: refuted when both readings are.
template <class First, class Last>
Verdict decide_however_read(const Claim& claim, const Family& family, const std::string& evidence,
                            const std::vector<std::string>& repairs, const First& by_first, const Last& by_last) {
  Verdict v = decide_identity(claim, family, "right side by first index", evidence, repairs, by_first);
  if (v.status != Status::refuted) return v;
  const Verdict other = decide_identity(claim, family, "right side by last index", evidence, repairs, by_last);
  if (other.status != Status::refuted) return other;
  v.scope += ", then by last";
  v.evidence += "; right side by last index: " + *other.witness + ", " + other.evidence;
  return v;
}

}  // namespace attest::ledger::kron
