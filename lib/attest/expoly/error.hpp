#pragma once

#include "attest/number/ball.hpp"
#include "attest/number/outcome.hpp"
#include "attest/polynomial/interval.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// How far p is from exp at x: |p(x) - e^x|, or |p(x) - e^x| / e^x.
enum class ErrorKind { absolute, relative };
[[nodiscard]] constexpr const char* to_text(ErrorKind kind) {
  return kind == ErrorKind::absolute ? "absolute" : "relative";
}

/// lower <= E <= upper, exact rationals.
struct Enclosure {
  Rational lower, upper;
};

/// Encloses E = sup over I of the error of p.
///
/// Domain   p in Q[x] of degree at most 2000; I of half-width at most 10^4 around a midpoint of at most
///          10^4; relative_width in (0, 1].  std::domain_error names the argument.
/// Returns  upper <= (1 + relative_width) lower, or undecided with the best bounds and what ran out.
/// Method   best-first bisection.  On a piece [c-w, c+w] the error function is expanded around c; its
///          range is that of the linear part plus sum_{k>=2} |a_k| w^k; values at the centres and ends
///          give the lower bound.  Balls throughout; the precision doubles when it is what limits.
/// Cost     O(g^2) ball operations a piece, about 20 g pieces at relative_width = 1/100.
/// Laws     property-tests/expoly/expoly.cpp
[[nodiscard]] Outcome<Enclosure> certify_error(const polynomial::Polynomial& p, const polynomial::Interval& I,
                                               ErrorKind kind, const Rational& relative_width, const Budget& budget);

}  // namespace attest::expoly
