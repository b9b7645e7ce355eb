#pragma once

#include <string_view>

#include "attest/attention/problem.hpp"
#include "attest/attention/ways.hpp"

namespace attest::attention {

enum class Method { automatic, definition, definition_double, polynomial, polynomial_balls, toeplitz };
/// `auto`, `definition`, `definition-double`, `polynomial`, `polynomial-balls`, `toeplitz`; std::invalid_argument
/// otherwise.
[[nodiscard]] Method parse_method(std::string_view text);

/// Softmax attention with every entry within eps of the exact result, by the cheapest method that can
/// prove it (`automatic`), or by the one that is asked for.
///
/// Returns  undecided where the asked method is refused, or no method fits the budget: the text has the numbers.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     that of the method; planning is O((n + m) d).
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Outcome<Attended> softmax(const Problem& problem, const Rational& eps, Method method,
                                        const Budget& budget, unsigned threads);

}  // namespace attest::attention
