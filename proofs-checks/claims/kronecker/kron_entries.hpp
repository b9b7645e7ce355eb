#pragma once

// Matrices with indeterminate or given entries, behind one interface: an identity is written once for both.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "attest/ledger/survey.hpp"
#include "attest/lowrank/kronecker.hpp"
#include "attest/number/field.hpp"
#include "attest/polynomial/multivariate.hpp"
#include "kron_shapes.hpp"

namespace attest::ledger::kron {

constexpr auto first = lowrank::IndexOrder::first_fastest;
constexpr auto last = lowrank::IndexOrder::last_fastest;

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

}  // namespace attest::ledger::kron
