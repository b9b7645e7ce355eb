#pragma once

// P2-10: a Toeplitz matrix without zeros is diag(u) C diag(v), C circulant, exactly when w(n-k) = c w(-k) for one c.
#include <optional>
#include <string>
#include <vector>

#include "attest/ledger/claim.hpp"
#include "attest/number/rational.hpp"
#include "attest/structured/recognise.hpp"
#include "rope_cells.hpp"

namespace attest::ledger {

/// The c with w(n-k) = c w(-k) for k = 1 .. n-1, if there is one; w_{-(n-1)} first, n >= 2, no zeros.
inline std::optional<Rational> wrap_factor(const std::vector<Rational>& w) {
  const std::size_t n = (w.size() + 1) / 2;
  const Rational c = w[2 * n - 2] / w[n - 2];
  for (std::size_t k = 1; k < n; ++k)
    if (w[2 * n - 1 - k] != c * w[n - 1 - k]) return std::nullopt;
  return c;
}

/// Is the integer m the n-th power of an integer?
inline bool is_power(const Integer& m, std::size_t n) {
  if (m < 0) return n % 2 == 1 && is_power(Integer(-m), n);
  const auto e = static_cast<long>(n);
  Integer low = 0, high = m + 1;  // low^n <= m < high^n
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (pow(Rational(middle), e) <= Rational(m) ? low : high) = middle;
  }
  return pow(Rational(low), e) == Rational(m);
}
/// Over C always, over R unless c < 0 and n is even, over Q where c is an n-th power.
inline bool has_root(const Rational& c, std::size_t n, structured::Field field) {
  if (field == structured::Field::complex) return true;
  if (field == structured::Field::real) return c.sign() > 0 || n % 2 == 1;
  return is_power(c.numerator(), n) && is_power(c.denominator(), n);
}

/// Do the vectors give M back?
inline bool gives(const structured::Vectors& x, const RationalMatrix& m) {
  const std::size_t n = m.rows();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Rational entry = x.u[i] * x.core[(i + n - j) % n] * x.v[j];
      if (m.get(i, j) != (i < j ? entry / x.twist : entry)) return false;
    }
  return true;
}
/// The recogniser's answer against an expected one, its vectors multiplied out.
inline Truth recognised_as(const RationalMatrix& m, structured::Field field, bool expected) {
  const auto found = structured::recognise_rescaled_circulant(m, field);
  if (found.holds == Truth::unknown) return Truth::unknown;
  return truth((found.holds == Truth::yes) == expected &&
               (!expected || (found.vectors.has_value() && gives(*found.vectors, m))));
}

/// Random Toeplitz matrices without zeros, most of them with a c, against the recogniser.
inline Verdict criterion(const Claim& claim, const Effort& effort, structured::Field field) {
  std::size_t yes = 0, with_factor = 0, all = 0;
  const auto holds = [&](const Instance& x) {
    Sampler sampler(x.size("seed"));
    const std::size_t n = x.size("n");
    const auto entry = [&] {
      return Rational((sampler.below(2) == 0 ? 1 : -1) * static_cast<long>(1 + sampler.below(3)));
    };
    std::vector<Rational> w;
    for (std::size_t k = 0; k + 1 < 2 * n; ++k) w.push_back(entry());
    if (x.size("wrap") > 0) {
      Rational c = entry() / entry();
      if (x.size("wrap") == 2) c = pow(c, static_cast<long>(n));
      for (std::size_t k = 1; k < n; ++k) w[2 * n - 1 - k] = c * w[n - 1 - k];
    }
    const auto c = wrap_factor(w);
    const bool expected = c && has_root(*c, n, field);
    ++all;
    with_factor += c ? 1 : 0;
    yes += expected ? 1 : 0;
    return recognised_as(toeplitz(w), field, expected);
  };
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds), "");
  if (v.status == Status::verified)
    v.evidence = "the recogniser agrees on all " + std::to_string(all) + ": " + std::to_string(with_factor) +
                 " have such a c, " + std::to_string(yes) + " are rescaled circulants, whose vectors multiply out to M";
  return v;
}

}  // namespace attest::ledger
