#include "attest/polynomial/chebyshev_series.hpp"

#include <stdexcept>
#include <utility>

namespace attest::polynomial {
namespace {

Integer least_common_denominator(const std::vector<Rational>& values) {
  Integer d = 1;
  for (const auto& v : values) d = lcm(d, v.denominator());
  return d;
}

}  // namespace

ChebyshevSeries to_chebyshev(const Polynomial& p, const Interval& I) {
  const auto& a = p.coefficients();
  if (a.empty()) return {I, {Rational(0)}};
  if (I.half_width().sign() == 0) return {I, {p(I.midpoint())}};

  // Horner's rule q <- (m + h t) q + a_k on integers: x = (M + H t)/d, and 2 t T_k = T_{k-1} + T_{k+1}, so each
  // step multiplies the common denominator by 2d.
  const Integer d = least_common_denominator({I.midpoint(), I.half_width()});
  const Integer M = (I.midpoint() * Rational(d)).numerator(), H = (I.half_width() * Rational(d)).numerator();
  const Integer Q = least_common_denominator(a);
  std::vector<Integer> q(a.size()), doubled_t_q(a.size());
  Integer scale = 1;
  for (std::size_t k = a.size(), length = 0; k-- > 0; ++length) {
    for (std::size_t i = 0; i <= length; ++i) {
      Integer& out = doubled_t_q[i];
      out = i + 1 < length ? q[i + 1] : Integer(0);
      if (i > 0 && i - 1 < length) out += i == 1 ? 2 * q[0] : q[i - 1];
    }
    for (std::size_t i = 0; i <= length; ++i) q[i] = 2 * M * q[i] + H * doubled_t_q[i];
    q[0] += (a[k] * Rational(Q)).numerator() * scale;
    if (k > 0) scale *= 2 * d;
  }
  ChebyshevSeries series{I, {}};
  for (const auto& value : q) series.c.emplace_back(value, Q * scale);
  return series;
}

Polynomial to_monomials(const ChebyshevSeries& q) {
  if (q.c.size() == 1) return Polynomial(q.c);
  if (q.I.half_width().sign() == 0)
    throw std::domain_error("series: on a point only a constant has a polynomial of its own");
  const Rational inverse = Rational(1) / q.I.half_width();
  return compose_affine(from_chebyshev(q.c), -q.I.midpoint() * inverse, inverse);
}

}  // namespace attest::polynomial
