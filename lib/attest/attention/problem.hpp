#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "attest/attention/mask.hpp"
#include "attest/attention/position_kernel.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// The factor in front of q.k: 1/sqrt(d) (what models use), 1/d (the papers), or a given rational.
class Scale {
 public:
  [[nodiscard]] static Scale inverse_sqrt() { return Scale(Kind::inverse_sqrt, 0); }
  [[nodiscard]] static Scale inverse() { return Scale(Kind::inverse, 0); }
  [[nodiscard]] static Scale rational(const Rational& value) { return Scale(Kind::given, value); }
  /// Reads `1/sqrt(d)`, `1/d` or a rational number; std::invalid_argument otherwise.
  [[nodiscard]] static Scale parse(std::string_view text);

  /// An enclosure of the factor for vectors in R^d, d >= 1.
  [[nodiscard]] Ball value(std::size_t d, Precision p) const;
  /// What parse reads back.
  [[nodiscard]] std::string text() const;

 private:
  enum class Kind { inverse_sqrt, inverse, given };
  Scale(Kind kind, Rational value) : kind_(kind), value_(std::move(value)) {}
  Kind kind_;
  Rational value_;
};

/// Softmax attention: out_i = sum_j e^{s_ij} v_j / sum_j e^{s_ij} over the keys j that query i sees, with
/// s_ij = scale temperature q_i^T W_{p-j} k_j + b_{p-j}, p = i + query_offset the query's position and j the key's.
/// Q n x d, K m x d, V m x dv; every entry is the exact rational its double is.  As it stands W is the identity, b = 0,
/// and every query sees every key.
struct Problem {
  DoubleMatrix q, k, v;
  Scale scale = Scale::inverse_sqrt();
  PositionKernel positions{};
  Bias bias{};
  Mask mask{};
  std::size_t query_offset = 0;

  /// The largest |p - j|.
  [[nodiscard]] std::size_t farthest() const { return std::max(q.rows() + query_offset, k.rows()) - 1; }
  [[nodiscard]] bool has_bias() const { return !std::holds_alternative<std::monostate>(bias); }
};

/// scale times temperature.
[[nodiscard]] Ball score_factor(const Problem& problem, Precision p);

/// Throws std::invalid_argument naming the matrices unless the shapes fit and none is empty, what require_valid throws
/// for mask, kernel and bias, std::invalid_argument where a query sees no key, and std::domain_error where an entry is
/// not finite.
void require_valid(const Problem& problem);
/// All of that but for the entries of Q, K and V.
void require_valid_shapes(const Problem& problem);

/// `3 x 4`, and std::domain_error naming the matrix unless all entries are finite.
[[nodiscard]] std::string shape(const DoubleMatrix& a);
void require_finite(const DoubleMatrix& a, const std::string& name);

}  // namespace attest::attention
