#pragma once

#include <cmath>
#include <ostream>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "attest/number/ball.hpp"
#include "attest/number/double_matrix.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/interval.hpp"
#include "attest/polynomial/polynomial.hpp"

// How RapidCheck prints our values.
namespace attest {
inline std::ostream& operator<<(std::ostream& os, const Rational& r) { return os << to_text(r); }
inline std::ostream& operator<<(std::ostream& os, const Ball& b) { return os << to_text(b); }
}  // namespace attest

namespace attest::test {

/// Whole numbers in [low, high], small ones more often, shrinking to low.
inline std::size_t size_in(std::size_t low, std::size_t high) { return *rc::gen::inRange<std::size_t>(low, high + 1); }

/// Fractions n/d with |n| <= bound d, shrinking towards 0 and whole numbers.
inline Rational rational(long bound = 10) {
  const long d = *rc::gen::oneOf(rc::gen::just(1L), rc::gen::inRange(1L, 12L), rc::gen::inRange(1L, 100'000L));
  return {Integer(*rc::gen::inRange(-bound * d, bound * d + 1)), Integer(d)};
}
inline Rational positive_rational(long bound = 10) {
  const long d = *rc::gen::oneOf(rc::gen::just(1L), rc::gen::inRange(1L, 12L), rc::gen::inRange(1L, 100'000L));
  return {Integer(*rc::gen::inRange(1L, bound * d + 1)), Integer(d)};
}

/// Points, narrow and wide intervals.
inline polynomial::Interval interval(long bound = 6) {
  const Rational a = rational(bound);
  const int shape = *rc::gen::inRange(0, 8);
  if (shape == 0) return {a, a};
  if (shape == 1) return {a, a + Rational::power_of_two(-*rc::gen::inRange(1L, 40L))};
  const Rational b = rational(bound);
  return {min(a, b), max(a, b)};
}
inline Rational point_in(const polynomial::Interval& I) {
  return I.lower() + (I.upper() - I.lower()) * Rational(*rc::gen::inRange(0, 1001)) / Rational(1000);
}

inline polynomial::Polynomial random_polynomial(std::size_t g, long bound = 4) {
  std::vector<Rational> c;
  for (std::size_t k = 0; k <= g; ++k) c.push_back(*rc::gen::inRange(0, 4) == 0 ? Rational(0) : rational(bound));
  return polynomial::Polynomial(std::move(c));
}

inline RationalMatrix rational_matrix(std::size_t rows, std::size_t cols, long bound = 3) {
  RationalMatrix m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) m.set(i, j, rational(bound));
  return m;
}

/// Finite doubles: dyadic ones of small size, and now and then any bits at all.
inline double any_double() {
  if (*rc::gen::inRange(0, 3) != 0)
    return std::ldexp(*rc::gen::inRange(-1'000'000, 1'000'001), -*rc::gen::inRange(0, 40));
  const double x = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
  return std::isfinite(x) ? x : 0;
}
inline DoubleMatrix double_matrix(std::size_t rows, std::size_t cols, double bound = 2) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) x = bound * *rc::gen::inRange(-1'000'000, 1'000'001) / 1e6;
  return m;
}

/// Repeatable doubles in [-bound, bound] without RapidCheck's cost, for large matrices.
inline DoubleMatrix dense_doubles(std::size_t rows, std::size_t cols, double bound, std::uint64_t seed) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    x = bound * (static_cast<double>(seed >> 11) * 0x1p-52 - 1);
  }
  return m;
}

/// Does `body` throw an E whose text holds all the given words?
template <class E, class F>
bool throws_with(F body, const std::vector<std::string>& words) {
  try {
    body();
  } catch (const E& e) {
    const std::string what = e.what();
    for (const auto& w : words)
      if (what.find(w) == std::string::npos) {
        RC_LOG() << "'" << what << "' lacks '" << w << "'\n";
        return false;
      }
    return what.find('\n') == std::string::npos;
  }
  RC_LOG() << "nothing was thrown\n";
  return false;
}

}  // namespace attest::test
