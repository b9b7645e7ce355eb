#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "attest/attention/answer.hpp"
#include "attest/attention/problem.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/outcome.hpp"

namespace attest::attention {

/// All rows, or those named; std::out_of_range for a row beyond Q.
using SomeRows = std::optional<std::vector<std::size_t>>;
void require_rows(std::size_t n, const std::vector<std::size_t>& rows);

/// Rows of softmax attention from the definition, in balls of working precision p: the judge of every
/// other route.  Row t of the result is row rows[t] of the output.
///
/// Throws   std::out_of_range for a row beyond Q; what require_valid throws.
/// Cost     m (d + dv) ball operations and m exponentials a row; memory O(m (d + dv)).
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] BallMatrix definition_rows(const Problem& problem, const std::vector<std::size_t>& rows, Precision p,
                                         unsigned threads);

/// The whole output with proven error at most eps: the precision of a row doubles until its radius is
/// at most eps/4.
///
/// Returns  undecided (precision) where float64 cannot hold eps for these values, or the budget's
///          precision does not reach it.
/// Cost     n m (d + dv) ball operations, n m exponentials; memory O(m (d + dv)) a thread.
/// With `rows` only these, in their order.
[[nodiscard]] Outcome<Answer> softmax_by_definition(const Problem& problem, const Rational& eps, const Budget& budget,
                                                    unsigned threads, const SomeRows& rows = std::nullopt);

}  // namespace attest::attention
