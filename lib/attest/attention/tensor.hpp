#pragma once

#include "attest/attention/softmax.hpp"
#include "attest/attention/tensor_problem.hpp"

namespace attest::attention {

/// Attention of order k with every entry within eps of the exact result, by the cheapest method that can prove it
/// (`automatic`: the polynomial method in double or in balls, the definition in double or in balls), or by the one
/// asked for.
///
/// Returns  undecided where the asked method is refused, or no method fits the budget: the text has the numbers.  The
///          definition takes n m_1 m_2 ... exponentials and is refused where the budget's seconds do not allow them.
/// Throws   what require_valid throws; std::domain_error unless eps > 0; std::invalid_argument for Method::toeplitz,
///          which is for positions.
/// Cost     that of the method.
/// Laws     property-tests/attention/tensor.cpp
[[nodiscard]] Outcome<Attended> attend(const TensorProblem& problem, const Rational& eps, Method method,
                                       const Budget& budget, unsigned threads);

}  // namespace attest::attention
