#pragma once

#include <optional>

#include "attest/attention/definition.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/number/double_matrix.hpp"
#include "attest/table/sheet.hpp"

namespace attest::table {

/// How many rows of an output are held against the definition.
inline constexpr std::size_t judged_rows = 8;

/// `count` rows spread over n, the first among them.
[[nodiscard]] std::vector<std::size_t> spread_rows(std::size_t n, std::size_t count);

/// The largest |entry - exact entry| over these rows: the definition in balls is the judge.
/// Missing  where an entry of the output is not finite.
/// Cost     definition_rows at 128 bits.
template <class AnyProblem>
[[nodiscard]] Cell true_error(const AnyProblem& problem, const DoubleMatrix& output, unsigned threads) {
  const Precision p(128);
  const auto rows = spread_rows(output.rows(), judged_rows);
  const BallMatrix exact = attention::definition_rows(problem, rows, p, threads);
  Rational lower, upper;
  for (std::size_t t = 0; t < rows.size(); ++t)
    for (std::size_t c = 0; c < output.cols(); ++c) {
      const double entry = output(rows[t], c);
      if (!(entry - entry == 0)) return Missing{"an entry of its output is not finite"};
      const Ball difference = abs(sub(exact.get(t, c), Ball::exact(entry), p));
      lower = max(lower, difference.lower());
      upper = max(upper, difference.upper());
    }
  return Enclosure{lower, upper};
}

}  // namespace attest::table
