#include "attest/table/true_error.hpp"

#include <algorithm>
#include <cmath>

#include "attest/attention/definition.hpp"
#include "attest/attention/tensor_definition.hpp"

namespace attest::table {
namespace {

const Precision bits(128);

/// `exact(t, c)` encloses entry c of the t-th of these rows.
template <class Exact>
Cell largest_difference(const DoubleMatrix& output, const std::vector<std::size_t>& rows, Exact exact) {
  Rational lower, upper;
  for (std::size_t t = 0; t < rows.size(); ++t)
    for (std::size_t c = 0; c < output.cols(); ++c) {
      const double entry = output(rows[t], c);
      if (!std::isfinite(entry)) return Missing{"an entry of its output is not finite"};
      const Ball difference = abs(sub(exact(t, c), Ball::exact(entry), bits));
      lower = max(lower, difference.lower());
      upper = max(upper, difference.upper());
    }
  return Enclosure{lower, upper};
}

}  // namespace

std::vector<std::size_t> spread_rows(std::size_t n, std::size_t count) {
  std::vector<std::size_t> rows;
  for (std::size_t t = 0; t < std::min(n, count); ++t) rows.push_back(t * n / std::min(n, count));
  return rows;
}

Cell true_error(const attention::Problem& problem, const DoubleMatrix& output, unsigned threads) {
  const auto rows = spread_rows(output.rows(), judged_rows);
  const BallMatrix exact = attention::definition_rows(problem, rows, bits, threads);
  return largest_difference(output, rows, [&](std::size_t t, std::size_t c) { return exact.get(t, c); });
}

Cell true_error(const attention::TensorProblem& problem, const DoubleMatrix& output, unsigned threads) {
  const auto rows = spread_rows(output.rows(), judged_rows);
  const auto judge = attention::tensor_in_double(problem, 1, threads, rows);
  if (!judge.decided()) return Missing{judge.why().text};
  const Rational within = judge.value().error_bound();
  return largest_difference(output, rows, [&](std::size_t t, std::size_t c) {
    const Rational entry = Rational::exact(judge.value().output(t, c));
    return Ball::between(entry - within, entry + within, bits);
  });
}

}  // namespace attest::table
