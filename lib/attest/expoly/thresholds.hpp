#pragma once

#include <cstddef>

#include "attest/number/ball.hpp"

namespace attest::expoly {

/// Below which logits the polynomial method is still faster than the definition of attention: d = C ln n columns,
/// logits at most kappa ln n, relative error n^-a in the weights.  The degree is (g + o(1)) ln n, where
///     taylor    g ln(g / (e kappa)) = a + kappa                             Taylor's polynomial
///     paper     g asinh(g/kappa) - sqrt(g^2 + kappa^2) = a + kappa          absolute error n^-a on [0, 2 kappa ln n]
///     optimum   g acosh(g/kappa) - sqrt(g^2 - kappa^2) = a, g > kappa       the least degree in relative error
/// and the C(d + g ln n, d) monomials on n rows take n^{1+f} operations, f = C ln(1 + g/C) + g ln(1 + C/g): for every
/// order k alike, where the definition takes n^k.
///
/// Domain   C in [1/4, 64], a in [1/64, 64], kappa in (0, 10^6], 2 <= order <= 8; std::domain_error otherwise.
/// Cost     O(p) ball operations for each root, by bisection: each equation is monotone in g and in kappa.
/// Gives    relative width at most about 2^{8-p}.
/// Laws     property-tests/expoly/thresholds.cpp
/// Source   NUM-03; docs/theory/hardness-thresholds.md, also for how large n must be.
enum class Route { taylor, paper, optimum };
[[nodiscard]] const char* to_text(Route route);

/// g.
[[nodiscard]] Ball degree_constant(Route route, const Rational& a, const Rational& kappa, Precision p);

/// 1 + f.
[[nodiscard]] Ball exponent(Route route, const Rational& C, const Rational& a, const Rational& kappa, Precision p);

/// The kappa at which 1 + f = order; below it the method takes n^{order - Omega(1)} operations.
[[nodiscard]] Ball threshold(Route route, std::size_t order, const Rational& C, const Rational& a, Precision p);

/// Is `optimum` certainly the least degree, not only a lower bound of it?  Yes where 2 x ln(2 x / e) > 1, x = g /
/// kappa, that is x > 1.7956: there the two sides of RelativeSandwich differ by a factor n^{o(1)}.  Never no.
[[nodiscard]] Truth optimum_attained(const Ball& g, const Ball& kappa, Precision p);

}  // namespace attest::expoly
