#include "attest/expoly/levelled.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/expoly/bessel.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::Interval;

/// cos(k pi / n) for k = 0 .. 2n-1.
std::vector<Ball> cosines(std::size_t n, Precision p) {
  std::vector<Ball> c(2 * n);
  for (std::size_t k = 0; k < 2 * n; ++k) c[k] = cos_pi(Rational(k) / Rational(n), p);
  return c;
}

/// The value at t of the polynomial through (x_i, y_i), by the first barycentric formula without its common
/// factor: sum w_i y_i / (t - x_i) over sum w_i / (t - x_i).
Ball interpolate(const std::vector<Ball>& x, const PointBound& b, const Ball& t, Precision p) {
  Ball above, below;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Ball term = div(b.weights[i], sub(t, x[i], p), p);
    arb_addmul(above.raw(), term.raw(), b.values[i].raw(), p.bits());
    arb_add(below.raw(), below.raw(), term.raw(), p.bits());
  }
  return div(above, below, p);
}

/// The Chebyshev coefficients of the error function, and a bound of what lies beyond the last.
struct ErrorSeries {
  std::vector<Ball> f;
  Ball tail;
};

/// I_k(h), k <= n, and beyond[k] = the sum over indices above k.
struct Table {
  Table(const Rational& h, std::size_t n, Precision p) : bessel(bessel_i(h, n, p)), beyond(n + 1) {
    beyond[n] = bessel.tail;
    for (std::size_t k = n; k > 0; --k) beyond[k - 1] = add(beyond[k], bessel.value[k], p);
  }
  BesselI bessel;
  std::vector<Ball> beyond;
};

/// The least D in [low, high] with tail(D) certainly below `limit`, given that the tails fall; high + 1 if none.
template <class Tail>
std::size_t least_cut(std::size_t low, std::size_t high, const Ball& limit, Tail tail) {
  if (!certainly(less(tail(high), limit))) return high + 1;
  while (low < high) {
    const std::size_t mid = low + (high - low) / 2;
    if (certainly(less(tail(mid), limit)))
      high = mid;
    else
      low = mid + 1;
  }
  return low;
}

/// q - exp: the coefficients differ by those of exp, 2 e^m I_k(h).
std::optional<ErrorSeries> absolute_series(const ChebyshevSeries& q, const Table& table, const Ball& negligible,
                                           Precision p) {
  const Ball scale = exp(Ball(q.I.midpoint(), p), p);
  const auto tail = [&](std::size_t D) { return mul(mul(Ball(2), scale, p), table.beyond[D], p); };
  const std::size_t most = table.beyond.size() - 1, D = least_cut(q.c.size() - 1, most, negligible, tail);
  if (D > most) return std::nullopt;
  ErrorSeries s{{}, tail(D)};
  for (std::size_t k = 0; k <= D; ++k) {
    const Ball exact = mul(mul(Ball(k == 0 ? 1 : 2), scale, p), table.bessel.value[k], p);
    s.f.push_back(k < q.c.size() ? sub(Ball(q.c[k], p), exact, p) : neg(exact));
  }
  return s;
}

/// q e^{-x} - 1.  In Laurent form, C_j = c_|j|/2 (C_0 = c_0) and B_j = (-1)^j I_|j|(h) e^{-m}, the product is
/// a convolution; what lies beyond D is at most the sum over j of |c_j| 2 (the sum of I over indices above D - j).
std::optional<ErrorSeries> relative_series(const ChebyshevSeries& q, const Table& table, const Ball& negligible,
                                           Precision p) {
  const std::size_t g = q.c.size() - 1, n = table.beyond.size() - 1;
  const Ball scale = exp(Ball(-q.I.midpoint(), p), p);
  const auto tail = [&](std::size_t D) {
    Ball sum;
    for (std::size_t j = 0; j <= g; ++j)
      sum = add(sum, mul(abs(Ball(q.c[j], p)), table.beyond[D > j ? D - j : 0], p), p);
    return mul(mul(Ball(2), sum, p), scale, p);
  };
  if (n < 2 * g + 1) return std::nullopt;
  const std::size_t D = least_cut(g, n - g, negligible, tail);
  if (D > n - g) return std::nullopt;

  BallMatrix C(1, 2 * g + 1), B(1, 2 * (D + g) + 1);
  arb_ptr c = C.row_unchecked(0), b = B.row_unchecked(0);
  for (std::size_t j = 0; j <= g; ++j) {
    const Ball half(j == 0 ? q.c[0] : q.c[j] / Rational(2), p);
    arb_set(c + g + j, half.raw());
    arb_set(c + g - j, half.raw());
  }
  for (std::size_t j = 0; j <= D + g; ++j) {
    const Ball value = mul(scale, table.bessel.value[j], p), signed_value = j % 2 ? neg(value) : value;
    arb_set(b + (D + g) + j, signed_value.raw());
    arb_set(b + (D + g) - j, signed_value.raw());
  }
  ErrorSeries s{{}, tail(D)};
  for (std::size_t k = 0; k <= D; ++k) {
    Ball sum;  // sum over j of C_j B_{k-j}
    arb_dot(sum.raw(), nullptr, 0, c, 1, b + (D + g) + k + g, -1, static_cast<slong>(2 * g + 1), p.bits());
    s.f.push_back(k == 0 ? sub(sum, Ball(1), p) : mul(Ball(2), sum, p));
  }
  return s;
}

ErrorSeries error_series(const ChebyshevSeries& q, ErrorKind kind, const Rational& scale, Precision p) {
  const Ball negligible(scale * Rational::power_of_two(-20), p);
  constexpr std::size_t most = 200'000;
  for (std::size_t n = 2 * q.c.size() + 2 * static_cast<std::size_t>(ceil(q.I.half_width())) + 64; n <= most;
       n += n / 2) {
    const Table table(q.I.half_width(), n, p);
    auto s = (kind == ErrorKind::absolute ? absolute_series : relative_series)(q, table, negligible, p);
    if (s) return *std::move(s);
  }
  throw std::domain_error("scale: " + to_decimal(scale, 3, Direction::up) +
                          " is too small for the series of this error");
}

/// The largest |sum f_k cos(k i pi / M)| over i = 0..M.  A table of cosines and dot products: unlike Clenshaw's
/// recurrence, the radius stays that of the terms.
Ball largest_on_grid(const std::vector<Ball>& f, std::size_t M, Precision p) {
  const auto table = cosines(M, p);
  std::vector<arb_struct> coefficient, cosine(f.size());  // borrowed, for reading only
  for (const auto& c : f) coefficient.push_back(*c.raw());
  Ball largest, value;
  for (std::size_t i = 0; i <= M; ++i) {
    for (std::size_t k = 0, at = 0; k < f.size(); ++k, at = (at + i) % (2 * M)) cosine[k] = *table[at].raw();
    arb_dot(value.raw(), nullptr, 0, coefficient.data(), 1, cosine.data(), 1, static_cast<slong>(f.size()), p.bits());
    largest = max(largest, abs(value), p);
  }
  return largest;
}

}  // namespace

ChebyshevSeries guess_levelled(const Interval& I, const std::vector<Rational>& points, const PointBound& bound,
                               long bits, Precision p) {
  const std::size_t n = points.size() + points.size() % 2;  // even: 0 is no grid point
  std::vector<Ball> x;
  for (const auto& point : points) x.emplace_back((point - I.midpoint()) / I.half_width(), p);
  const auto cos_table = cosines(2 * n, p);  // multiples of pi / 2n
  std::vector<Ball> value;
  for (std::size_t i = 0; i < n; ++i) value.push_back(interpolate(x, bound, cos_table[2 * i + 1], p));
  ChebyshevSeries q{I, {}};
  for (std::size_t k = 0; k + 2 <= points.size(); ++k) {
    Ball sum;
    for (std::size_t i = 0; i < n; ++i)
      arb_addmul(sum.raw(), value[i].raw(), cos_table[(2 * i + 1) * k % (4 * n)].raw(), p.bits());
    const Ball c = div(mul(Ball(k == 0 ? 1 : 2), sum, p), Ball(n), p);
    if (!c.is_finite()) throw std::domain_error("points: too close to each other for the precision");
    q.c.push_back(round_to_bits(c.midpoint(), bits));
  }
  return q;
}

Ball sup_error_upper(const ChebyshevSeries& q, ErrorKind kind, const Rational& scale, const Rational& slack,
                     Precision p) {
  if (slack <= Rational(1) || scale.sign() <= 0 || q.c.empty())
    throw std::domain_error("slack, scale: slack > 1 and scale > 0 are needed");
  ErrorSeries s = error_series(q, kind, scale, p);
  while (s.f.size() > 1 && certainly(less(abs(s.f.back()), Ball(scale * Rational::power_of_two(-40), p)))) {
    s.tail = add(s.tail, abs(s.f.back()), p);
    s.f.pop_back();
  }

  // 1/cos(y) <= slack for y = pi D / 2M: cos y >= 1 - y^2/2.
  const std::size_t D = s.f.size() - 1;
  const double room = 1 - 1 / slack.nearest_double();
  const auto M = static_cast<std::size_t>(std::ceil(1.1108 * static_cast<double>(D) / std::sqrt(room))) + 1;
  const Precision low(64);  // the series is of the size of the error by now: a short precision keeps its digits
  for (auto& f : s.f) arb_set_round(f.raw(), f.raw(), low.bits());
  const Ball largest = largest_on_grid(s.f, M, low);
  const Ball correction = cos_pi(Rational(D) / Rational(2 * M), low);
  return add(div(largest, correction, low), s.tail, low);
}

std::optional<Levelled> find_levelled(const Interval& I, std::size_t g, const Rational& eps, ErrorKind kind) {
  const PointProof at = compare_points(I, g, eps, kind);
  if (at.exceeds) return std::nullopt;
  // Coefficients to 2^-48 eps, for relative error times the least e^x.
  long bits = bits_of(eps) + 48;
  if (kind == ErrorKind::relative && I.lower().sign() < 0) bits += ceil(Rational(3, 2) * -I.lower()).convert_to<long>();
  auto q = guess_levelled(I, at.points, at.bound, bits, at.precision);
  for (const long denominator : {1000L, 100'000L}) {
    Ball error = sup_error_upper(q, kind, eps, Rational(denominator + 1, denominator), at.precision);
    if (certainly(less_equal(error, Ball(eps, at.precision)))) return Levelled{std::move(q), std::move(error)};
  }
  return std::nullopt;
}

}  // namespace attest::expoly
