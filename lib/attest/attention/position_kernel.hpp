#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "attest/number/field.hpp"
#include "attest/number/matrix.hpp"

namespace attest::attention {

/// The angle factor * prod b^e, in radians: 10000^(-2l/d) and its rescalings, to any precision.
struct Angle {
  Rational factor = 1;
  std::vector<std::pair<Rational, Rational>> powers;  ///< (b, e), b > 0
  [[nodiscard]] Ball value(Precision p) const;
};
/// A rotation with rational cosine and sine, such as 3/5, 4/5: everything about it can be decided over Q.
struct PythagoreanAngle {
  Rational cos, sin;
};

/// The coordinates (first, second) turn by position * angle; with `growth` = (zeta, per) queries also grow by
/// zeta^(position/per) and keys shrink by it (xPos).
struct Plane {
  std::size_t first, second;
  std::variant<Angle, PythagoreanAngle> angle;
  std::optional<std::pair<Rational, Rational>> growth;
};

/// Rotary positions: query i is replaced by R_i q_i, key j by R_j k_j (with R_j^-T in place of R_j where there is
/// growth), so that the score is q_i^T W_{i-j} k_j with W_{i-j} = R_i^T R_j, which depends on i - j alone.  Coordinates
/// in no plane stay as they are.
struct Rotary {
  std::vector<Plane> planes;
  Rational tempered = 1;  ///< s > 0: scores are multiplied by (1 + ln(s)/10)^2 (YaRN)
};

enum class Pairing { interleaved, half };  ///< (2l, 2l+1), or (l, l + dims/2)

/// Angles base^(-2l/dims), l = 0 .. dims/2 - 1, for the first `dims` of d coordinates.
///
/// Throws   std::invalid_argument unless 2 <= dims <= d is even and base > 0.
[[nodiscard]] Rotary standard_rotary(std::size_t d, std::size_t dims, Pairing pairing, const Rational& base);
/// All angles divided by s (position interpolation).
[[nodiscard]] Rotary with_linear_scaling(Rotary r, const Rational& s);
/// base replaced by base s^(dims/(dims-2)), dims >= 4: angle l multiplied by s^(-2l/(dims-2)).
[[nodiscard]] Rotary with_ntk_scaling(Rotary r, const Rational& s);
/// YaRN, as its authors' code has it: angle l multiplied by ramp_l/s + 1 - ramp_l, ramp_l = clamp((l - low)/(high -
/// low), 0, 1), where low and high are the planes that turn `fast` and `slow` times in `length` positions, rounded
/// outward and kept in 0 .. dims-1 (equal ones: a step); the whole score is multiplied by (1 + ln(s)/10)^2, coordinates
/// that do not turn included.  std::invalid_argument where high < low; std::domain_error where a rounding cannot be
/// decided.
[[nodiscard]] Rotary with_yarn_scaling(Rotary r, const Rational& base, const Rational& s, const Rational& length,
                                       const Rational& fast = 32, const Rational& slow = 1);
/// xPos: plane l grows by ((2l/dims + 2/5)/(7/5))^(position/per).
[[nodiscard]] Rotary with_xpos(Rotary r, const Rational& per = 512);

/// A matrix for every offset -(N-1) .. N-1, each d x d, offset by offset and row by row: exact doubles.
struct GeneralKernel {
  std::size_t d = 0;
  std::vector<double> entries;
  /// N.
  [[nodiscard]] std::size_t reach() const { return (entries.size() / (d * d) + 1) / 2; }
  /// W_k, d*d numbers; unchecked.
  [[nodiscard]] std::span<const double> matrix(long k) const {
    return {entries.data() + static_cast<std::size_t>(k + static_cast<long>(reach()) - 1) * d * d, d * d};
  }
};

/// How a score depends on the positions: not at all, by rotation, or by any matrix for each offset.
using PositionKernel = std::variant<std::monostate, Rotary, GeneralKernel>;

/// Added to the score, hence a factor e^{b_k} behind exp, k = i - j: -slope |k| (ALiBi), or a table of b_k for
/// -(N-1) .. N-1 (T5).
struct AlibiBias {
  Rational slope;
};
struct TableBias {
  std::vector<Rational> values;
  [[nodiscard]] std::size_t reach() const { return (values.size() + 1) / 2; }
};
using Bias = std::variant<std::monostate, AlibiBias, TableBias>;
/// b_k; 0 without a bias; unchecked.
[[nodiscard]] Rational bias_at(const Bias& bias, long k);

/// cos and sin of the plane's turn at a position.  Over Q: std::domain_error where the angle is not Pythagorean.
[[nodiscard]] std::pair<Rational, Rational> turn(const Plane& plane, std::size_t position, RationalField);
[[nodiscard]] std::pair<Ball, Ball> turn(const Plane& plane, std::size_t position, BallField field);
/// zeta^(position/per), or its inverse for keys; 1 without growth.  Over Q: std::domain_error unless position/per is
/// whole.
enum class Role { query, key };
[[nodiscard]] Rational growth(const Plane& plane, std::size_t position, Role role, RationalField);
[[nodiscard]] Ball growth(const Plane& plane, std::size_t position, Role role, BallField field);

/// x as the query (key) at a position, in place.  Cost 4 multiplications a plane, one sine and cosine.
template <class Field>
void rotate(const Rotary& r, std::span<typename Field::Element> x, std::size_t position, Role role,
            const Field& field) {
  for (const auto& plane : r.planes) {
    const auto [c, s] = turn(plane, position, field);
    const auto a = x[plane.first], b = x[plane.second];
    x[plane.first] = field.add(field.mul(c, a), field.mul(field.from(-1), field.mul(s, b)));
    x[plane.second] = field.add(field.mul(s, a), field.mul(c, b));
    if (!plane.growth) continue;
    const auto z = growth(plane, position, role, field);
    x[plane.first] = field.mul(z, x[plane.first]);
    x[plane.second] = field.mul(z, x[plane.second]);
  }
}

/// W_k as a matrix, k = i - j (temperature aside): the identity, R_0^T R_{-k} with growth, or the given one.
/// Throws std::out_of_range beyond a general kernel's reach; over Q what turn and growth throw.
[[nodiscard]] RationalMatrix relative_matrix(const PositionKernel& kernel, std::size_t d, long k, RationalField field);
[[nodiscard]] BallMatrix relative_matrix(const PositionKernel& kernel, std::size_t d, long k, BallField field);
/// The factor of all scores: 1 but for a Rotary with a temperature.
[[nodiscard]] Ball temperature(const PositionKernel& kernel, Precision p);

/// Throws std::invalid_argument (planes that overlap or leave R^d, sizes) or std::domain_error (cos^2 + sin^2 != 1, an
/// entry that is not finite) for vectors in R^d; and where a general kernel or a table has an even number of offsets
/// or does not reach `farthest` both ways.
void require_valid(const PositionKernel& kernel, std::size_t d, std::size_t farthest);
void require_valid(const Bias& bias, std::size_t farthest);

}  // namespace attest::attention
