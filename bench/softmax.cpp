// Certified attention by the polynomial method against the definition as one tunes it (blocked, -O3 -march=native
// -ffast-math, no bound), with the same threads: n = 16384, scores at most 1, eps = 1e-6.  The definition runs through
// some of the rows.  Then the n from which the polynomial method wins, d = 4, 8, 16: predicted from the seconds of a
// multiply-add of the passes alone, of a pair of the definition and of a call with few rows, and measured.  A line a
// figure; exit code 1 where the two differ by more than the bound, 2 for a bad argument.

#include <cmath>
#include <cstring>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"
#include "figures.hpp"
#include "vectors.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

const Rational eps(1, 1'000'000);

Problem problem_of(std::size_t n, std::size_t d) {
  Problem problem{numbers(n, d, 1, 1), numbers(n, d, 1, 2), numbers(n, d, 1, 3), Scale::inverse()};
  reach_one(problem.q);
  reach_one(problem.k);
  return problem;
}

/// Of all rows, from some.
double seconds_by_definition(const Problem& problem, DoubleMatrix& out) {
  const std::size_t n = problem.k.rows(), d = problem.q.cols(), rows = out.rows();
  const double seconds = processor_seconds_of([&] {
    definition(problem.q.entries().data(), problem.k.entries().data(), problem.v.entries().data(), 0, rows, n, d, d,
               1.0 / static_cast<double>(d), out.entries().data());
  });
  return seconds * static_cast<double>(problem.q.rows()) / static_cast<double>(rows);
}

double seconds_certified(const Problem& problem) {
  return processor_seconds_of(
      [&] { static_cast<void>(softmax(problem, eps, Method::polynomial, Budget{}, 1).decided()); });
}

/// The least of some runs.
template <class F>
double least_of(std::size_t runs, F seconds) {
  double least = seconds();
  while (--runs > 0) least = std::min(least, seconds());
  return least;
}

std::size_t runs_of(std::size_t n, std::size_t d) { return n * d <= 20'000 ? 5 : 1; }

/// Where the two meet.  The definition on `sampled` rows; the method beyond `affordable` rows from its time for that
/// many, as it is proportional to their number there.
void crossing(std::size_t d, std::size_t passed, std::size_t affordable, std::size_t sampled, std::size_t rounds) {
  const std::string name = "_d" + std::to_string(d);
  Figure measured("crossover_n" + name, "rows"), predicted("predicted_crossover_n" + name, "rows"),
      ratio("crossover_over_predicted" + name, "ratio");
  constexpr std::size_t few = 64;  // rows: planning does then all that it does
  const Problem some = problem_of(passed, d), small = problem_of(few, d);
  const auto plan = plan_polynomial(some, eps).value();
  const auto weights = lowrank::monomial_weights(plan.approximation.p, d);
  const std::size_t g = plan.degree(), r = weights.size();
  const double rows = static_cast<double>(passed), adds = 2 * static_cast<double>(r) * static_cast<double>(d + 1);
  for (std::size_t round = 0; round < rounds; ++round) {
    const double passes = least_of(runs_of(passed, d), [&] {
      return processor_seconds_of([&] {
        const auto M = kernel::moments_with_ones(plan.data.y, some.v, g, r, 1);
        static_cast<void>(kernel::evaluate_quotients(plan.data.x, weights, M, d + 1, g, 1));
      });
    });
    const double call = least_of(runs_of(few, d), [&] { return seconds_certified(small); });
    DoubleMatrix out(std::min(sampled, passed), d);
    const double pair = least_of(runs_of(passed, d), [&] { return seconds_by_definition(some, out); }) / rows / rows;
    const auto planning = [&](const Problem& p) {
      return least_of(runs_of(passed, d), [&] {
        return processor_seconds_of([&] { static_cast<void>(plan_polynomial(p, eps).decided()); });
      });
    };
    const double bounds = std::max(0.0, planning(some) - planning(small)) / (rows - few);  // looking at a row
    // pair n^2 = fixed + (multiply_add adds + bounds) n
    const double multiply_add = passes / adds / rows, linear = multiply_add * adds + bounds;
    const double fixed = std::max(0.0, call - linear * few);
    const double n = (linear + std::sqrt(linear * linear + 4 * pair * fixed)) / (2 * pair);

    // On both sides of it, and between them on a straight line in logarithms.
    double from = 0, from_log = 0, here = 0;
    for (const double side : {0.8, 1.25}) {
      const double at = std::round(side * n);
      const auto size = static_cast<std::size_t>(at);
      const Problem problem = problem_of(size, d);
      DoubleMatrix some_rows(std::min(sampled, size), d);
      const std::size_t runs = runs_of(size, d);
      const double slow = least_of(runs, [&] { return seconds_by_definition(problem, some_rows); });
      const double fast =
          size <= affordable
              ? least_of(runs, [&] { return seconds_certified(problem); })
              : (from == 0 ? seconds_certified(problem_of(affordable, d)) / static_cast<double>(affordable) : here) *
                    at;
      if (size > affordable) here = fast / at;
      const double log_ratio = std::log(slow / fast);
      if (from > 0) {
        const double x = std::log(from) - from_log * std::log(at / from) / (log_ratio - from_log);
        measured.add(std::exp(x));
        ratio.add(std::exp(x) / n);
      }
      from = at, from_log = log_ratio;
    }
    predicted.add(n);
  }
  for (auto* figure : {&measured, &predicted, &ratio}) figure->print("softmax");
}

bool job(std::size_t n, std::size_t d, std::size_t rounds) {
  const Problem problem = problem_of(n, d);
  const std::size_t rows = std::min<std::size_t>(n, 1024);
  DoubleMatrix plain(rows, d);
  const std::string name = "_d" + std::to_string(d);
  Figure speedup("speedup_over_definition" + name, "x"), pairs("definition" + name, "ns/pair"),
      fast("certified" + name, "ms"), planning("planning_share" + name, "ratio");
  double difference = 0, bound = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double by_definition = seconds_by_definition(problem, plain);
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
  }
  for (auto* figure : {&speedup, &pairs, &fast, &planning}) figure->print("softmax");
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
  const bool both = job(n, 8, rounds) && fine;
  crossing(4, 1024, 1 << 20, 1024, rounds);
  crossing(8, 2048, 1 << 20, 1024, rounds);
  crossing(16, quick ? 512 : 2048, quick ? 512 : 4096, 512, quick ? 1 : 5);
  return both ? 0 : 1;
}
