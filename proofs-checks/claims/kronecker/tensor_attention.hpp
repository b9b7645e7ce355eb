#pragma once

// Attention of order k over Q, from its definition: scores Q (K1 (/) ... (/) K_{k-1})^T, values V1 (/) ... (/) V_{k-1},
// one column a tuple; weights in balls.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attest/attention/tensor_problem.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/lowrank/kronecker.hpp"
#include "attest/number/field.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger::tensor_attention {

constexpr auto last = lowrank::IndexOrder::last_fastest;
using Matrix = Dense<Rational>;

struct Data {
  Matrix q;
  std::vector<Matrix> k, v;  ///< order - 1 each
};

/// Entries in [-B, B], doubles where B is a multiple of 1/8 of moderate size.
inline Matrix draw(Sampler& sampler, std::size_t rows, std::size_t cols, const Rational& B) {
  return to_dense(sampler.matrix(rows, cols, B));
}
inline Data draw(Sampler& sampler, std::size_t order, std::size_t n, std::size_t d, std::size_t dv, const Rational& B) {
  Data x{draw(sampler, n, d, B), {}, {}};
  for (std::size_t a = 1; a < order; ++a) x.k.push_back(draw(sampler, n, d, B));
  for (std::size_t a = 1; a < order; ++a) x.v.push_back(draw(sampler, n, dv, B));
  return x;
}
inline Matrix filled(std::size_t rows, std::size_t cols, const Rational& value) { return Matrix(rows, cols, value); }
inline Data constant(std::size_t order, std::size_t n, std::size_t d, std::size_t dv, const Rational& B) {
  return {filled(n, d, B), std::vector(order - 1, filled(n, d, B)), std::vector(order - 1, filled(n, dv, B))};
}

/// scale Q (K1 (/) ...)^T, n x n^{k-1}.
inline Matrix scores(const Data& x, const Rational& scale) {
  const RationalField field;
  Matrix s = multiply(x.q, transpose(lowrank::khatri_rao<last>(x.k).dense(field)), field);
  for (std::size_t i = 0; i < s.rows(); ++i)
    for (std::size_t t = 0; t < s.cols(); ++t) s(i, t) *= scale;
  return s;
}
inline Rational inverse(std::size_t d) { return {Integer(1), Integer(d)}; }
/// V1 (/) ... (/) V_{k-1}, n^{k-1} x dv.
inline Matrix products(const Data& x) { return lowrank::khatri_rao<last>(x.v).dense(RationalField()); }

inline Rational largest(const Matrix& m) {
  Rational most;
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) most = max(most, abs(m(i, j)));
  return most;
}
/// The least and the greatest entry of a column.
inline std::pair<Rational, Rational> range(const Matrix& m, std::size_t c) {
  Rational low = m(0, c), high = low;
  for (std::size_t i = 1; i < m.rows(); ++i) low = min(low, m(i, c)), high = max(high, m(i, c));
  return {low, high};
}

/// e^s, entry by entry.
inline Dense<Ball> weights(const Matrix& s, Precision p) {
  Dense<Ball> w(s.rows(), s.cols());
  for (std::size_t i = 0; i < s.rows(); ++i)
    for (std::size_t t = 0; t < s.cols(); ++t) w(i, t) = exp(Ball(s(i, t), p), p);
  return w;
}
/// D^{-1} A V.
inline Dense<Ball> divided(const Dense<Ball>& A, const Matrix& V, Precision p) {
  Dense<Ball> out(A.rows(), V.cols());
  for (std::size_t i = 0; i < A.rows(); ++i) {
    Ball D(0);
    for (std::size_t t = 0; t < A.cols(); ++t) D = add(D, A(i, t), p);
    for (std::size_t c = 0; c < V.cols(); ++c) {
      Ball sum(0);
      for (std::size_t t = 0; t < A.cols(); ++t) sum = add(sum, mul(A(i, t), Ball(V(t, c), p), p), p);
      out(i, c) = div(sum, D, p);
    }
  }
  return out;
}
inline Dense<Ball> attend(const Data& x, const Rational& scale, Precision p) {
  return divided(weights(scores(x, scale), p), products(x), p);
}

/// The same data for the library; std::domain_error where an entry is no double.
inline DoubleMatrix doubles(const Matrix& m) {
  DoubleMatrix out(m.rows(), m.cols());
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) {
      out(i, j) = m(i, j).nearest_double();
      if (Rational::exact(out(i, j)) != m(i, j)) throw std::domain_error(to_text(m(i, j)) + " is not a double");
    }
  return out;
}
inline attention::TensorProblem problem(const Data& x, const attention::Scale& scale) {
  attention::TensorProblem out{doubles(x.q), {}, {}, scale};
  for (const auto& k : x.k) out.k.push_back(doubles(k));
  for (const auto& v : x.v) out.v.push_back(doubles(v));
  return out;
}
inline std::vector<std::size_t> all_rows(std::size_t n) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < n; ++i) rows.push_back(i);
  return rows;
}

/// Q = [..], K1 = [..], ..., V1 = [..], ...
inline std::string described(const Data& x) {
  std::string s = "Q = " + to_text(to_matrix(x.q));
  for (std::size_t a = 0; a < x.k.size(); ++a) s += ", K" + std::to_string(a + 1) + " = " + to_text(to_matrix(x.k[a]));
  for (std::size_t a = 0; a < x.v.size(); ++a) s += ", V" + std::to_string(a + 1) + " = " + to_text(to_matrix(x.v[a]));
  return s;
}

/// Entries up to B as multiples of 1/8, so that random ones are doubles.
inline Parameter eighths(long most) { return integer_parameter("eighths", "8 B, B the bound of all entries", 1, most); }
inline Rational bound(const Instance& x) { return Rational(x.size("eighths")) / Rational(8); }

inline Verdict recorded(std::string evidence) {
  return {Status::recorded, "not for computation to decide", std::move(evidence), {}, {}};
}

}  // namespace attest::ledger::tensor_attention
