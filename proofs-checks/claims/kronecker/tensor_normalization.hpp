#pragma once

// Rows of attention of order k and their worst perturbations, exactly.
#include "attest/attention/normalization.hpp"
#include "tensor_attention.hpp"

namespace attest::ledger::tensor_attention {

/// Random weights on m^{k-1} tuples, values in the given ranges, m in each factor.
struct Row {
  std::vector<Matrix> v;
  attention::NormalizationInstance row;
};
inline Row random_row(Sampler& sampler, std::size_t m, const std::vector<attention::ValueRange>& ranges) {
  std::vector<Matrix> v;
  for (const auto& r : ranges) {
    v.emplace_back(m, 1);
    for (std::size_t j = 0; j < m; ++j) v.back()(j, 0) = sampler.between(r.low, r.high);
  }
  const Matrix values = lowrank::khatri_rao<last>(v).dense(RationalField());
  const std::size_t n = values.rows();
  RationalMatrix a(1, n);
  for (std::size_t t = 0; t < n; ++t) a.set(0, t, sampler.between(Rational(1, 1000), 4));
  return {std::move(v), {a, a, to_matrix(values)}};
}

inline Rational error_of(const attention::NormalizationInstance& row) {
  return abs(attention::normalized(row.perturbed, row.v) - attention::normalized(row.a, row.v));
}

/// The largest error over the perturbations that can be worst: +eps where the value is at least one of them, -eps below
/// (docs/theory/normalization.md).
inline Rational worst_error(attention::NormalizationInstance row, const Rational& eps) {
  Rational worst;
  const std::size_t n = row.a.cols();
  for (std::size_t t = 0; t < n; ++t) {
    for (std::size_t j = 0; j < n; ++j) {
      const bool up = row.v.get(j, 0) >= row.v.get(t, 0);
      row.perturbed.set(0, j, row.a.get(0, j) * (up ? Rational(1) + eps : Rational(1) - eps));
    }
    worst = max(worst, error_of(row));
  }
  return worst;
}

inline std::vector<attention::ValueRange> boxes(std::size_t order, const Rational& B) {
  return std::vector<attention::ValueRange>(order - 1, {-B, B});
}

/// eps = 2t/(1+t^2), for which 1 - eps^2 is the square of (1-t^2)/(1+t^2).
inline Rational pythagorean(const Rational& t) { return Rational(2) * t / (Rational(1) + t * t); }
inline Rational pythagorean_root(const Rational& t) { return (Rational(1) - t * t) / (Rational(1) + t * t); }

/// A, A~ and V1, V2, .. of an extremal row, and its error.
inline std::string described(const attention::TensorNormalizationInstance& x) {
  std::string s = "A = " + to_text(x.row.a) + ", A~ = " + to_text(x.row.perturbed);
  for (std::size_t a = 0; a < x.values.size(); ++a) s += ", V" + std::to_string(a + 1) + " = " + to_text(x.values[a]);
  return s + ": error " + to_text(error_of(x.row));
}

}  // namespace attest::ledger::tensor_attention
