#pragma once

#include <optional>

#include "attest/expoly/error_series.hpp"
#include "attest/expoly/leading.hpp"
#include "attest/number/ball.hpp"
#include "attest/polynomial/interval.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::expoly {

/// The competing routes to the task of bracket_degree: each the least degree that its own bound certifies.
struct DegreeRoutes {
  std::optional<std::size_t> taylor;      ///< Taylor around the midpoint, Lagrange's remainder; half-width <= 5000
  std::optional<std::size_t> chebyshev;   ///< Chebyshev truncation (relative: to within eps e^a)
  std::optional<std::size_t> economised;  ///< Taylor, then its highest Chebyshev terms dropped
  std::optional<std::size_t> paper;       ///< relative through absolute error eps on [0, b - a], divided by e^{h}
  std::optional<Ball> formula;            ///< max{L / ln(L/B), B}, L = ln(1/eps), B the length: the papers', constant 1
  std::optional<DegreeEstimate> estimate;
};
/// Domain   as bracket_degree.
/// Cost     O(d) ball operations.
/// Laws     property-tests/expoly/routes.cpp
[[nodiscard]] DegreeRoutes degree_routes(const polynomial::Interval& I, const Rational& eps, ErrorKind kind);

/// What it costs to use p in its monomial form: the bits of its coefficients, and what evaluation cancels,
///     max over the ends x of I of sum |p_k| |x|^k / |p(x)|.
struct Stability {
  std::size_t numerator_bits = 0, denominator_bits = 0;
  Ball cancellation;  ///< not finite where p(x) may be 0
};
/// Cost     O(g) rational operations.
[[nodiscard]] Stability stability(const polynomial::Polynomial& p, const polynomial::Interval& I, Precision precision);

}  // namespace attest::expoly
