#pragma once

// What the laws of polynomials near exp share.

#include <algorithm>

#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"
#include "attest/expoly/error.hpp"

namespace attest::test {

using expoly::ErrorKind;
using polynomial::ChebyshevSeries;
using polynomial::Interval;
using polynomial::Polynomial;

inline ErrorKind kind() { return *rc::gen::element(ErrorKind::absolute, ErrorKind::relative); }

/// Bounds of the error of p at x, from an independent exponential.
inline oracle::Bounds error_at(const Polynomial& p, const Rational& x, ErrorKind k, unsigned bits = 300) {
  const auto e = oracle::exp(oracle::from(x), bits);
  const auto value = oracle::from(p(x));
  oracle::Q low = value - e.upper, high = value - e.lower;
  if (k == ErrorKind::relative) {
    low = low < 0 ? low / e.lower : low / e.upper;
    high = high < 0 ? high / e.upper : high / e.lower;
  }
  if (low < 0 && high > 0) return {0, std::max<oracle::Q>(-low, high)};
  return low >= 0 ? oracle::Bounds{low, high} : oracle::Bounds{-high, -low};
}

inline Rational eps_of(long digits) { return pow(Rational(10), -digits); }

/// An interval that is not a point, nor next to nothing.
inline Interval proper_interval(long bound = 6) {
  const Interval I = interval(bound);
  RC_PRE(I.half_width() > Rational(1, 1000));
  return I;
}

}  // namespace attest::test
