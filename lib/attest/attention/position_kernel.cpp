#include "attest/attention/position_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

Ball power(const Rational& base, const Rational& exponent, Precision p) {
  return exp(mul(Ball(exponent, p), log(Ball(base, p), p), p), p);
}

Rational multiplied(std::variant<Angle, PythagoreanAngle>& angle, const Rational& s) {
  auto* a = std::get_if<Angle>(&angle);
  if (a == nullptr) throw std::invalid_argument("scaling: a Pythagorean angle cannot be scaled");
  return a->factor = a->factor * s;
}

void require_positive(const Rational& x, const char* what) {
  if (x.sign() <= 0) throw std::invalid_argument(std::string(what) + ": " + to_text(x) + "; it must be positive");
}

/// (c + is)^k by squaring.
std::pair<Rational, Rational> rotation_power(PythagoreanAngle a, std::size_t k) {
  std::pair<Rational, Rational> out{1, 0};
  for (; k > 0; k /= 2) {
    if (k % 2 == 1) out = {out.first * a.cos - out.second * a.sin, out.first * a.sin + out.second * a.cos};
    a = {a.cos * a.cos - a.sin * a.sin, Rational(2) * a.cos * a.sin};
  }
  return out;
}

/// The floor of dims ln(length / (2 pi turns)) / (2 ln base), or the ceiling.
long yarn_plane(std::size_t dims, const Rational& base, const Rational& length, const Rational& turns, bool up) {
  for (Precision p(128); p.bits() <= 4096; p = p.doubled()) {
    const Ball full = mul(mul(Ball(2), constant_pi(p), p), Ball(turns, p), p);
    const Ball at =
        div(mul(Ball(dims), log(div(Ball(length, p), full, p), p), p), mul(Ball(2), log(Ball(base, p), p), p), p);
    if (!at.is_finite()) break;
    const Integer low = up ? ceil(at.lower()) : floor(at.lower()), high = up ? ceil(at.upper()) : floor(at.upper());
    if (low == high && abs(low) < 1'000'000'000) return static_cast<long>(low);
  }
  throw std::domain_error("yarn: the planes between which the angles change cannot be decided for base " +
                          to_text(base) + ", length " + to_text(length));
}

template <class Matrix, class Field>
void place(Matrix& w, const Plane& plane, std::size_t k, bool negative, const Field& field) {
  auto [c, s] = turn(plane, k, field);
  const auto z = growth(plane, k, negative ? Role::key : Role::query, field);
  const auto minus = field.from(-1);
  c = field.mul(z, c);
  s = field.mul(z, s);
  // R_i^T R_j turns by (j - i) theta = -k theta: [[cos k, sin k], [-sin k, cos k]].
  w.set(plane.first, plane.first, c);
  w.set(plane.second, plane.second, c);
  w.set(plane.first, plane.second, negative ? field.mul(minus, s) : s);
  w.set(plane.second, plane.first, negative ? s : field.mul(minus, s));
}

template <class Matrix, class Field>
Matrix relative(const PositionKernel& kernel, std::size_t d, long k, const Field& field) {
  Matrix w(d, d);
  if (const auto* general = std::get_if<GeneralKernel>(&kernel)) {
    if (static_cast<std::size_t>(std::labs(k)) >= general->reach())
      throw std::out_of_range("offset: " + std::to_string(k) + " is beyond the kernel's reach");
    for (std::size_t a = 0; a < d; ++a)
      for (std::size_t b = 0; b < d; ++b) w.set(a, b, field.from(Rational::exact(general->matrix(k)[a * d + b])));
    return w;
  }
  for (std::size_t a = 0; a < d; ++a) w.set(a, a, field.from(1));
  if (const auto* rotary = std::get_if<Rotary>(&kernel))
    for (const auto& plane : rotary->planes) place(w, plane, static_cast<std::size_t>(std::labs(k)), k < 0, field);
  return w;
}

void require_plane(const Plane& plane, std::size_t d, std::vector<bool>& taken) {
  for (const auto c : {plane.first, plane.second}) {
    if (c >= d || taken[c])
      throw std::invalid_argument("plane: coordinate " + std::to_string(c) + " is beyond " + std::to_string(d) +
                                  " coordinates or in another plane");
    taken[c] = true;
  }
  if (const auto* p = std::get_if<PythagoreanAngle>(&plane.angle))
    if (p->cos * p->cos + p->sin * p->sin != Rational(1))
      throw std::domain_error("angle: cos " + to_text(p->cos) + ", sin " + to_text(p->sin) +
                              "; their squares must sum to 1");
  if (const auto* a = std::get_if<Angle>(&plane.angle))
    for (const auto& [b, e] : a->powers) require_positive(b, "angle, base");
  if (plane.growth) {
    require_positive(plane.growth->first, "growth, zeta");
    require_positive(plane.growth->second, "growth, per");
  }
}

}  // namespace

Ball Angle::value(Precision p) const {
  Ball out(factor, p);
  for (const auto& [base, exponent] : powers) out = mul(out, power(base, exponent, p), p);
  return out;
}

Rotary standard_rotary(std::size_t d, std::size_t dims, Pairing pairing, const Rational& base) {
  if (dims < 2 || dims > d || dims % 2 != 0)
    throw std::invalid_argument("dims: " + std::to_string(dims) +
                                "; an even number from 2 to d = " + std::to_string(d) + " is needed");
  require_positive(base, "base");
  Rotary r;
  for (std::size_t l = 0; l < dims / 2; ++l) {
    const Angle angle{1, {{base, -Rational(2 * l) / Rational(dims)}}};
    if (pairing == Pairing::interleaved)
      r.planes.push_back({2 * l, 2 * l + 1, angle, {}});
    else
      r.planes.push_back({l, l + dims / 2, angle, {}});
  }
  return r;
}

Rotary with_linear_scaling(Rotary r, const Rational& s) {
  require_positive(s, "linear scaling");
  for (auto& plane : r.planes) multiplied(plane.angle, Rational(1) / s);
  return r;
}

Rotary with_ntk_scaling(Rotary r, const Rational& s) {
  require_positive(s, "ntk scaling");
  const std::size_t dims = 2 * r.planes.size();
  if (dims < 4) throw std::invalid_argument("ntk scaling: " + std::to_string(dims) + " dims; at least 4 are needed");
  for (std::size_t l = 0; l < r.planes.size(); ++l) {
    multiplied(r.planes[l].angle, 1);
    std::get<Angle>(r.planes[l].angle).powers.emplace_back(s, -Rational(2 * l) / Rational(dims - 2));
  }
  return r;
}

Rotary with_yarn_scaling(Rotary r, const Rational& base, const Rational& s, const Rational& length,
                         const Rational& fast, const Rational& slow) {
  if (s < Rational(1)) throw std::invalid_argument("yarn: scale " + to_text(s) + "; at least 1 is needed");
  require_positive(length, "yarn, length");
  require_positive(slow, "yarn, slow");
  if (fast <= slow) throw std::invalid_argument("yarn: fast " + to_text(fast) + " must exceed slow " + to_text(slow));
  if (base <= Rational(1)) throw std::invalid_argument("yarn: base " + to_text(base) + " must exceed 1");
  const std::size_t dims = 2 * r.planes.size();
  const Rational low(std::max(0L, yarn_plane(dims, base, length, fast, false)));
  const Rational high(std::min(static_cast<long>(dims) - 1, yarn_plane(dims, base, length, slow, true)));
  if (high < low)
    throw std::invalid_argument("yarn: length " + to_text(length) + "; no plane turns between " + to_text(slow) +
                                " and " + to_text(fast) + " times in it");
  const Rational width = max(high - low, Rational(1, 1000));
  for (std::size_t l = 0; l < r.planes.size(); ++l) {
    const Rational ramp = min(Rational(1), max(Rational(0), (Rational(l) - low) / width));
    multiplied(r.planes[l].angle, ramp / s + Rational(1) - ramp);
  }
  r.tempered = s;
  return r;
}

Rotary with_xpos(Rotary r, const Rational& per) {
  require_positive(per, "xpos");
  const Rational dims(2 * r.planes.size());
  for (std::size_t l = 0; l < r.planes.size(); ++l)
    r.planes[l].growth = {(Rational(2 * l) / dims + Rational(2, 5)) / Rational(7, 5), per};
  return r;
}

Rational bias_at(const Bias& bias, long k) {
  if (const auto* alibi = std::get_if<AlibiBias>(&bias)) return -alibi->slope * Rational(std::labs(k));
  if (const auto* table = std::get_if<TableBias>(&bias))
    return table->values[static_cast<std::size_t>(k + static_cast<long>(table->reach()) - 1)];
  return 0;
}

std::pair<Rational, Rational> turn(const Plane& plane, std::size_t position, RationalField) {
  const auto* angle = std::get_if<PythagoreanAngle>(&plane.angle);
  if (angle == nullptr) throw std::domain_error("angle: its cosine is no rational number; balls are needed");
  return rotation_power(*angle, position);
}

std::pair<Ball, Ball> turn(const Plane& plane, std::size_t position, BallField field) {
  const Precision p = field.precision;
  if (const auto* angle = std::get_if<PythagoreanAngle>(&plane.angle)) {
    const Precision more(p.bits() + 160);  // each squaring about doubles the radius, at most 64 of them
    Ball c(1), s(0), a(angle->cos, more), b(angle->sin, more);
    const auto times = [&](Ball& x, Ball& y, const Ball& u, const Ball& v) {
      const Ball t = sub(mul(x, u, more), mul(y, v, more), more);
      y = add(mul(x, v, more), mul(y, u, more), more), x = t;
    };
    for (std::size_t k = position; k > 0; k /= 2) {
      if (k % 2 == 1) times(c, s, a, b);
      const Ball u = a, v = b;
      times(a, b, u, v);
    }
    return {c, s};
  }
  const Precision more(p.bits() + 64);  // positions stay below 2^64
  const SinCos at = sin_cos(mul(std::get<Angle>(plane.angle).value(more), Ball(position), more), p);
  return {at.cos, at.sin};
}

Rational growth(const Plane& plane, std::size_t position, Role role, RationalField) {
  if (!plane.growth) return 1;
  const Rational e = Rational(position) / plane.growth->second;
  if (!e.is_integer() || e > Rational(1'000'000)) throw std::domain_error("growth: position/per is not whole");
  const auto exponent = static_cast<long>(e.numerator());
  return pow(plane.growth->first, role == Role::query ? exponent : -exponent);
}

Ball growth(const Plane& plane, std::size_t position, Role role, BallField field) {
  if (!plane.growth) return 1;
  const Rational e = Rational(position) / plane.growth->second;
  return power(plane.growth->first, role == Role::query ? e : -e, field.precision);
}

RationalMatrix relative_matrix(const PositionKernel& kernel, std::size_t d, long k, RationalField field) {
  return relative<RationalMatrix>(kernel, d, k, field);
}

BallMatrix relative_matrix(const PositionKernel& kernel, std::size_t d, long k, BallField field) {
  return relative<BallMatrix>(kernel, d, k, field);
}

Ball temperature(const PositionKernel& kernel, Precision p) {
  const auto* rotary = std::get_if<Rotary>(&kernel);
  if (rotary == nullptr || rotary->tempered == Rational(1)) return 1;
  const Ball t = add(Ball(1), div(log(Ball(rotary->tempered, p), p), Ball(10), p), p);
  return mul(t, t, p);
}

void require_valid(const PositionKernel& kernel, std::size_t d, std::size_t farthest) {
  if (const auto* rotary = std::get_if<Rotary>(&kernel)) {
    std::vector<bool> taken(d, false);
    for (const auto& plane : rotary->planes) require_plane(plane, d, taken);
    require_positive(rotary->tempered, "temperature");
  }
  const auto* general = std::get_if<GeneralKernel>(&kernel);
  if (general == nullptr) return;
  const std::size_t count = general->d == 0 ? 0 : general->entries.size() / (general->d * general->d);
  if (general->d != d || count % 2 == 0 || count * d * d != general->entries.size() || general->reach() <= farthest)
    throw std::invalid_argument("W: " + std::to_string(count) + " matrices of size " + std::to_string(general->d) +
                                "; an odd number, at least " + std::to_string(2 * farthest + 1) + ", of size " +
                                std::to_string(d) + " is needed");
  for (const double w : general->entries)
    if (!std::isfinite(w)) throw std::domain_error("W: an entry is not finite");
}

void require_valid(const Bias& bias, std::size_t farthest) {
  const auto* table = std::get_if<TableBias>(&bias);
  if (table != nullptr && (table->values.size() % 2 == 0 || table->reach() <= farthest))
    throw std::invalid_argument("bias: a table of " + std::to_string(table->values.size()) +
                                " values; an odd number, at least " + std::to_string(2 * farthest + 1) + ", is needed");
}

}  // namespace attest::attention
