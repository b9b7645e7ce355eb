#pragma once

#include <string>
#include <string_view>

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

/// Softmax attention: out_i = sum_j e^{s_ij} v_j / sum_j e^{s_ij},  s_ij = scale q_i.k_j.
/// Q n x d, K m x d, V m x dv; every entry is the exact rational its double is.
struct Problem {
  DoubleMatrix q, k, v;
  Scale scale = Scale::inverse_sqrt();
};

/// Throws std::invalid_argument naming the matrices unless the shapes fit and none is empty, and
/// std::domain_error where an entry is not finite.
void require_valid(const Problem& problem);

}  // namespace attest::attention
