#include "attest/attention/rates.hpp"

#include <algorithm>
#include <ctime>
#include <tuple>
#include <utility>

#include "attest/attention/definition.hpp"
#include "attest/attention/double_sums.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/lowrank/factors.hpp"

namespace attest::attention {
namespace {

/// The least of `runs` runs, of one where that is long, on one thread, in the processor's time: what else runs on the
/// machine counts less.
template <class F>
double seconds_of(int runs, const F& work) {
  double least = 1e9;
  for (int i = 0; i < runs; ++i) {
    const std::clock_t start = std::clock();
    work();
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    if (least > 0.05) break;
  }
  return least;
}

DoubleMatrix numbers(std::size_t rows, std::size_t cols, std::uint64_t seed) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    x = static_cast<double>(seed >> 11) * 0x1p-53 - 0.5;
  }
  return m;
}

TensorProblem problem(std::size_t n, std::size_t m, std::size_t d) {
  return {numbers(n, d, 1), {numbers(m, d, 2)}, {numbers(m, d, 3)}, Scale::inverse()};
}

/// Both passes, d variables, degree g, r monomials, for each monomial and row.
double pass(std::size_t d, std::size_t g, std::size_t r, std::size_t columns) {
  constexpr std::size_t n = 8192;  // memory is had anew at each call, which counts little here
  const DoubleMatrix k = numbers(n, d, 4), v = numbers(n, columns, 5);
  const std::vector<double> weight(r, 1.0);
  const double seconds = seconds_of(4, [&] {
    const auto M = kernel::moments(k, v, g, r, 1);
    static_cast<void>(kernel::evaluate(k, weight, M, columns, g, 1));
  });
  return seconds / (2.0 * n * static_cast<double>(r));
}

/// A tuple or a monomial alone, and each of its columns, from narrow and wide vectors.
std::pair<double, double> line(double narrow_columns, double narrow, double wide_columns, double wide) {
  const double slope = std::max(0.0, (wide - narrow) / (wide_columns - narrow_columns));
  return {std::max(narrow * 0.1, narrow - slope * narrow_columns), slope};
}

double in_double(std::size_t d) {
  constexpr std::size_t n = 512, m = 2048;
  const auto p = problem(n, m, d);
  return seconds_of(4, [&] { static_cast<void>(tensor_in_double(p, Rational(1), 1).decided()); }) / (1.0 * n * m);
}

/// The certified call but for its passes: the choice of the polynomial, and each entry's checks and bounds.
void call_and_entry(Rates& r) {
  const Rational eps(1, 1'000'000);
  const auto call = [&](std::size_t n) {
    const auto p = problem(n, n, 4);
    return seconds_of(6, [&] { static_cast<void>(attend(p, eps, Method::polynomial, Budget{}, 1).decided()); });
  };
  constexpr std::size_t n = 4096;
  const auto p = problem(n, n, 4);
  const auto plan = plan_polynomial(p, eps);
  r.call = call(1);
  r.entry = 0;
  const Shape shape = shape_of(p);
  const double known = polynomial_cost(shape, plan.value().rank, 1, r).seconds;
  r.entry = std::max(0.0, call(n) - known) / shape.entries();
}

double in_balls(std::size_t d) {
  constexpr std::size_t m = 512;
  const auto p = problem(4, m, d);
  return seconds_of(2, [&] { static_cast<void>(definition_rows(p, {0, 1, 2, 3}, Precision(64), 1)); }) / (4.0 * m);
}

}  // namespace

Rates measure_rates() {
  Rates r;
  std::tie(r.feature, r.multiply_add) = line(3, pass(6, 5, 462, 3), 13, pass(8, 5, 1287, 13));
  const auto taylor = expoly::taylor(9);
  r.monomial = seconds_of(4, [&] { static_cast<void>(lowrank::monomial_weights(taylor, 4)); }) / 715;
  call_and_entry(r);
  std::tie(r.pair, r.pair_column) = line(9, in_double(4), 65, in_double(32));
  std::tie(r.ball_pair, r.ball_pair_column) = line(9, in_balls(4), 65, in_balls(32));
  return r;
}

}  // namespace attest::attention
