#pragma once

#include <string>
#include <vector>

#include "attest/attention/polynomial_plan.hpp"

namespace attest::attention {

enum class Method { automatic, definition, definition_double, polynomial, polynomial_balls, toeplitz };
/// `auto`, `definition`, `definition-double`, `polynomial`, `polynomial-balls`, `toeplitz`; std::invalid_argument
/// otherwise.
[[nodiscard]] Method parse_method(std::string_view text);

/// What was weighed before the answer: each method with its estimate, and the reason of the choice.
struct Consideration {
  std::string method;
  bool feasible = false;
  std::string why;  ///< the refusal, or degree and rank
  Cost cost;
};
struct Attended {
  Answer answer;
  std::string why;  ///< one line
  std::vector<Consideration> considered;
  double estimated_bytes = 0;
};

/// Softmax attention with every entry within eps of the exact result, by the cheapest method that can
/// prove it (`automatic`), or by the one that is asked for.
///
/// Returns  undecided where the asked method is refused: the text has the numbers.  `automatic` falls back
///          to the definition.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     that of the method; planning is O((n + m) d).
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Outcome<Attended> softmax(const Problem& problem, const Rational& eps, Method method,
                                        const Budget& budget, unsigned threads);

}  // namespace attest::attention
