#pragma once

#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/attention/tensor_problem.hpp"
#include "attest/number/double_matrix.hpp"
#include "attest/table/sheet.hpp"

namespace attest::table {

/// How many rows of an output are held against the definition.
inline constexpr std::size_t judged_rows = 8;

/// `count` rows spread over n, the first among them.
[[nodiscard]] std::vector<std::size_t> spread_rows(std::size_t n, std::size_t count);

/// The largest |entry - exact entry| over these rows; Missing where an entry of the output is not finite.  The judge is
/// the definition: of order 2 in balls of 128 bits; of higher order, where a row has too many tuples for balls, in
/// double with its proven bound, which is charged.
/// Cost     of the definition on these rows.
[[nodiscard]] Cell true_error(const attention::Problem& problem, const DoubleMatrix& output, unsigned threads);
[[nodiscard]] Cell true_error(const attention::TensorProblem& problem, const DoubleMatrix& output, unsigned threads);

}  // namespace attest::table
