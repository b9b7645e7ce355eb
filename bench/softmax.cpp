// Certified attention by the polynomial method against the definition as one tunes it (blocked, -O3 -march=native
// -ffast-math, no bound), with the same threads: n = 16384, scores at most 1, eps = 1e-6.  The definition runs through
// some of the rows.  A line a figure; exit code 1 where the two differ by more than the bound, 2 for a bad argument.

#include <cmath>
#include <cstring>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/number/text.hpp"
#include "figures.hpp"
#include "vectors.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

bool job(std::size_t n, std::size_t d, std::size_t rounds) {
  Problem problem{numbers(n, d, 1, 1), numbers(n, d, 1, 2), numbers(n, d, 1, 3), Scale::inverse()};
  reach_one(problem.q);
  reach_one(problem.k);
  const Rational eps(1, 1'000'000);
  const std::size_t rows = std::min<std::size_t>(n, 1024);
  DoubleMatrix plain(rows, d);
  const std::string name = "_d" + std::to_string(d);
  Figure speedup("speedup_over_definition" + name, "x"), pairs("definition" + name, "ns/pair"),
      fast("certified" + name, "ms"), planning("planning_share" + name, "ratio"),
      crossover("crossover_n" + name, "rows");
  double difference = 0, bound = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double by_definition =
        processor_seconds_of([&] {
          definition(problem.q.entries().data(), problem.k.entries().data(), problem.v.entries().data(), 0, rows, n, d,
                     d, 1.0 / static_cast<double>(d), plain.entries().data());
        }) *
        static_cast<double>(n) / static_cast<double>(rows);
    DoubleMatrix out;
    const double by_polynomial = processor_seconds_of([&] {
      const auto done = softmax(problem, eps, Method::polynomial, Budget{}, 1);
      if (!done.decided()) return;
      out = done.value().answer.output;
      bound = done.value().answer.error_bound().double_upper();
    });
    const double plan = processor_seconds_of([&] { static_cast<void>(plan_polynomial(problem, eps)); });
    if (out.rows() != n) {
      std::printf("softmax undecided%s 1 count\n", name.c_str());
      return false;
    }
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t c = 0; c < d; ++c) difference = std::max(difference, std::fabs(out(i, c) - plain(i, c)));
    const double m = static_cast<double>(n);
    speedup.add(by_definition / by_polynomial);
    pairs.add(by_definition / m / m * 1e9);
    fast.add(by_polynomial * 1e3);
    planning.add(plan / by_polynomial);
    crossover.add(by_polynomial / m / (by_definition / m / m));
  }
  for (auto* figure : {&speedup, &pairs, &fast, &planning, &crossover}) figure->print("softmax");
  std::printf("softmax bound%s %.3g absolute\nsoftmax difference%s %.3g absolute\n", name.c_str(), bound, name.c_str(),
              difference);
  return difference <= bound + 1e-12;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  const bool quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  if (argc > 1 && !quick) {
    std::fputs("usage: softmax [--quick]\n", stderr);
    return 2;
  }
  const std::size_t n = quick ? 4096 : 16384, rounds = quick ? 3 : 9;
  const bool fine = job(n, 4, rounds);
  return job(n, 8, rounds) && fine ? 0 : 1;
}
