// The two passes of the polynomial method, moments and evaluation, against the machine: its fused multiply-adds, the
// same loops as one writes them first, and the whole certified call.  n = 65536, d = 8, eight values, scores at most 1,
// eps = 1e-6.  A line a figure; exit code 1 where the passes and the first program differ, 2 for a bad argument.

#include <cmath>
#include <cstring>

#include "attest/attention/double_sums.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"
#include "figures.hpp"
#include "vectors.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

int main(int argc, char** argv) {
  keep_memory();
  const bool quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  if (argc > 1 && !quick) {
    std::fputs("usage: moments [--quick]\n", stderr);
    return 2;
  }
  const std::size_t n = quick ? 8192 : 65536, d = 8, dv = 8, rounds = quick ? 3 : 9;
  Problem problem{numbers(n, d, 1, 1), numbers(n, d, 1, 2), numbers(n, dv, 1, 3), Scale::inverse()};
  reach_one(problem.q);
  reach_one(problem.k);
  const Rational eps(1, 1'000'000);
  const auto planned = plan_polynomial(problem, eps);
  if (!planned.decided()) {
    std::fprintf(stderr, "moments: %s\n", planned.why().text.c_str());
    return 1;
  }
  const auto& data = planned.value().data;
  const std::size_t g = planned.value().degree(), c = dv + 1;
  const auto weights = lowrank::monomial_weights(planned.value().approximation.p, d);
  const std::size_t r = weights.size();
  const double flops = 4.0 * static_cast<double>(n) * static_cast<double>(r) * static_cast<double>(c);
  std::printf("# n = %zu, d = %zu, degree %zu, %zu monomials, %zu columns\n", n, d, g, r, c);

  DoubleMatrix out;
  const auto passes = [&](unsigned threads) {
    out = kernel::evaluate_quotients(data.x, weights, kernel::moments_with_ones(data.y, problem.v, g, r, threads), c, g,
                                     threads);
  };
  const auto plain = [&] {
    const DoubleMatrix values = with_ones(problem.v);
    std::vector<double> M(r * c);
    block_moments(data.y.entries().data(), values.entries().data(), n, d, c, g, r, M.data());
    for (std::size_t i = 0; i < M.size(); ++i) M[i] *= weights[i / c];
    DoubleMatrix sums(n, c);
    block_evaluate(data.x.entries().data(), M.data(), n, d, c, g, r, sums.entries().data());
    return sums;
  };

  DoubleMatrix first;
  Figure rate("rate", "GF/s"), peak("fma_peak", "GF/s"), fraction("fraction_of_fma_peak", "ratio"),
      moments_fraction("moments_alone_of_fma_peak", "ratio"), over_block("over_block_program", "x"),
      over_uncertified("certified_over_uncertified", "ratio"), scaling("two_threads_over_one", "x"),
      fma_scaling("two_fma_loops_over_one", "x"), relative("thread_scaling_over_fma", "ratio");
  for (std::size_t round = 0; round < rounds; ++round) {
    const double fma = 2e9;
    const double before = processor_seconds_of([&] { fused_multiply_adds(fma); });
    const double one = processor_seconds_of([&] { passes(1); });
    const double after = processor_seconds_of([&] { fused_multiply_adds(fma); });
    const double alone =
        processor_seconds_of([&] { static_cast<void>(kernel::moments_with_ones(data.y, problem.v, g, r, 1)); });
    const double uncertified = processor_seconds_of([&] { passes(1); });
    const double certified = processor_seconds_of([&] {
      const auto plan = plan_polynomial(problem, eps);
      static_cast<void>(softmax_by_polynomial(problem, plan.value(), eps, Budget{}, 1));
    });
    const double block = processor_seconds_of([&] { first = plain(); });
    // By the clock on the wall, next to each other.
    const double one_thread = seconds_of([&] { passes(1); });
    const double two_threads = seconds_of([&] { passes(2); });
    const double one_loop = seconds_of([&] { fused_multiply_adds(fma); });
    const double two_loops = seconds_together(2, [&](unsigned) { fused_multiply_adds(fma); });
    const double best = fma / std::min(before, after);
    rate.add(flops / one * 1e-9);
    peak.add(best * 1e-9);
    fraction.add(flops / one / best);
    moments_fraction.add(flops / 2 / alone / best);
    over_block.add(block / one);
    over_uncertified.add(certified / uncertified);
    scaling.add(one_thread / two_threads);
    fma_scaling.add(2 * one_loop / two_loops);
    relative.add(one_thread / two_threads / (2 * one_loop / two_loops));
  }
  for (auto* figure :
       {&peak, &rate, &fraction, &moments_fraction, &over_block, &over_uncertified, &scaling, &fma_scaling, &relative})
    figure->print("moments");
  double difference = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t col = 0; col < dv; ++col)
      difference = std::max(difference, std::fabs(out(i, col) - first(i, col) / first(i, dv)));
  std::printf("moments difference_from_block_program %.3g absolute\n", difference);
  return difference < 1e-12 ? 0 : 1;
}
