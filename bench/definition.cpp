// The benchmark of the definition of softmax attention in double with its proven bound, one thread, against the plain
// loops a user would write (plain_definition.cpp) and the definition in balls of 64 bits, all in one run.
// Prints `definition FIGURE VALUE UNIT` a line: ratios are medians of runs in turn.
// Exit code 0; 1 where the answers differ by more than the bound and 1e-10; 2 for a bad argument.

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "attest/attention/tensor_definition.hpp"
#include "attest/number/text.hpp"
#include "plain_definition.hpp"

using namespace attest;
using namespace attest::attention;

namespace {

/// Seconds of this thread's processor, which others on the machine do not use up.
double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void say(const std::string& figure, double value, const char* unit) {
  std::printf("definition %-32s %11.4g %s\n", figure.c_str(), value, unit);
  std::fflush(stdout);
}

double median(std::vector<double> x) {
  std::nth_element(x.begin(), x.begin() + static_cast<long>(x.size() / 2), x.end());
  return x[x.size() / 2];
}

/// Entries at most 1.
DoubleMatrix numbers(std::size_t rows, std::size_t cols, std::uint64_t seed) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    x = static_cast<double>(seed >> 11) * 0x1p-52 - 1;
  }
  return m;
}

/// d columns, scores up to `most` as bounded from the data.
TensorProblem problem(std::size_t n, std::size_t d, double most) {
  TensorProblem p{numbers(n, d, 1), {numbers(n, d, 2)}, {numbers(n, d, 3)}, Scale::rational(1)};
  const double factor = 0.999 * most / balance(p).bounds.score;
  for (double& x : p.q.entries()) x *= factor;
  return p;
}

double largest_difference(const DoubleMatrix& a, const DoubleMatrix& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.entries().size(); ++i)
    most = std::max(most, std::fabs(a.entries()[i] - b.entries()[i]));
  return most;
}

bool against_plain(std::size_t n, std::size_t d, std::size_t runs) {
  const std::string name = "d" + std::to_string(d);
  const TensorProblem p = problem(n, d, 50);
  DoubleMatrix plain(n, d);
  std::vector<double> ratios, ours, theirs;
  Answer answer;
  for (std::size_t t = 0; t < runs; ++t) {
    double start = now();
    plain_definition(p.q.entries().data(), p.k[0].entries().data(), p.v[0].entries().data(), 1, n, d, d,
                     plain.entries().data());
    theirs.push_back(now() - start);
    start = now();
    const auto out = tensor_in_double(p, Rational(1), 1);
    ours.push_back(now() - start);
    ratios.push_back(ours.back() / theirs.back());
    if (!out.decided()) {
      std::cout << out.why().text << std::endl;
      return false;
    }
    answer = out.value();
  }
  const double pairs = static_cast<double>(n) * static_cast<double>(n);
  say("over_tuned_" + name, median(ratios), "x");
  say("over_tuned_" + name + "_least", *std::min_element(ratios.begin(), ratios.end()), "x");
  say("over_tuned_" + name + "_most", *std::max_element(ratios.begin(), ratios.end()), "x");
  say("nanoseconds_a_pair_" + name, 1e9 * median(ours) / pairs, "ns");
  say("tuned_nanoseconds_a_pair_" + name, 1e9 * median(theirs) / pairs, "ns");
  double v_max = 0;
  for (const double x : p.v[0].entries()) v_max = std::max(v_max, std::fabs(x));
  const double bound = answer.error_bound().nearest_double();
  say("bound_over_largest_value_" + name, bound / v_max, "1");
  const bool within = largest_difference(answer.output, plain) <= bound + 1e-10;
  if (!within) std::cout << "definition: OUTSIDE of its bound, " << name << std::endl;
  return within;
}

/// What finding the largest score of each row first costs: scores up to 10^4 over scores up to 50.
bool large_scores(std::size_t n, std::size_t d, std::size_t runs) {
  const TensorProblem small = problem(n, d, 50), large = problem(n, d, 1e4);
  std::vector<double> ratios;
  double bound = 0;
  for (std::size_t t = 0; t < runs; ++t) {
    double start = now();
    const auto plain = tensor_in_double(small, Rational(1), 1);
    const double first = now() - start;
    start = now();
    const auto shifted = tensor_in_double(large, Rational(1), 1);
    ratios.push_back((now() - start) / first);
    if (!plain.decided() || !shifted.decided()) return false;
    bound = shifted.value().error_bound().nearest_double();
  }
  const std::string name = "scores_10000_d" + std::to_string(d);
  say(name + "_over_scores_50", median(ratios), "x");
  say(name + "_bound", bound, "1");
  return true;
}

/// Some rows, in double and in balls of 64 bits.
bool against_balls(std::size_t n, std::size_t d, std::size_t rows, std::size_t runs) {
  const TensorProblem p = problem(n, d, 50);
  std::vector<std::size_t> some;
  for (std::size_t t = 0; t < rows; ++t) some.push_back(t * n / rows);
  std::vector<double> ratios;
  double difference = 0, bound = 0;
  for (std::size_t t = 0; t < runs; ++t) {
    double start = now();
    const BallMatrix balls = definition_rows(p, some, Precision(64), 1);
    const double slow = (now() - start) / static_cast<double>(rows);
    start = now();
    const auto out = tensor_in_double(p, Rational(1), 1);
    ratios.push_back(slow / ((now() - start) / static_cast<double>(n)));
    bound = out.value().error_bound().nearest_double();
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t c = 0; c < d; ++c)
        difference = std::max(difference,
                              std::fabs(balls.get(i, c).midpoint().nearest_double() - out.value().output(some[i], c)));
  }
  const std::string name = "d" + std::to_string(d);
  say("speedup_over_arb_" + name, median(ratios), "x");
  say("difference_from_arb_" + name, difference, "1");
  return difference <= bound;
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc == 2 && std::string(argv[1]) == "--quick";
  if (argc > 1 && !quick) {
    std::cerr << "usage: definition [--quick]\n";
    return 2;
  }
  const std::size_t n = quick ? 1024 : 4096, runs = quick ? 3 : 11;
  bool fine = true;
  for (const std::size_t d : {4, 8, 16, 64}) fine = against_plain(n, d, runs) && fine;
  for (const std::size_t d : {4, 64}) fine = large_scores(n, d, runs) && fine;
  for (const std::size_t d : {4, 64}) fine = against_balls(n, d, quick ? 4 : 16, 3) && fine;
  return fine ? 0 : 1;
}
