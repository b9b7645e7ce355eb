// Seconds of certified attention by the polynomial method against n = 2^12 .. 2^20: d = 4, scores at most 1, eps =
// 1e-6, one thread, the whole call.  The exponent is the slope of log seconds against log n, by least squares.  A line
// a figure; exit code 1 where a call is undecided, 2 for a bad argument.

#include <cmath>
#include <cstring>

#include "attest/attention/softmax.hpp"
#include "figures.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

double slope(const std::vector<double>& x, const std::vector<double>& y) {
  double mx = 0, my = 0, xx = 0, xy = 0;
  const double n = static_cast<double>(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) mx += x[i] / n, my += y[i] / n;
  for (std::size_t i = 0; i < x.size(); ++i) xx += (x[i] - mx) * (x[i] - mx), xy += (x[i] - mx) * (y[i] - my);
  return xy / xx;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  const bool quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  if (argc > 1 && !quick) {
    std::fputs("usage: growth [--quick]\n", stderr);
    return 2;
  }
  constexpr std::size_t d = 4;
  const std::size_t last = quick ? 15 : 20, rounds = quick ? 3 : 9;
  const Rational eps(1, 1'000'000);
  std::vector<Problem> problems;
  std::vector<Figure> seconds;
  std::vector<double> log_n;
  for (std::size_t e = 12; e <= last; ++e) {
    const std::size_t n = std::size_t{1} << e;
    problems.push_back({numbers(n, d, 1, 1), numbers(n, d, 1, 2), numbers(n, d, 1, 3), Scale::inverse()});
    reach_one(problems.back().q);
    reach_one(problems.back().k);
    seconds.emplace_back("certified_2^" + std::to_string(e), "ms");
    log_n.push_back(std::log(static_cast<double>(n)));
  }
  Figure exponent("exponent", "power"), largest("largest_step", "power");
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<double> log_seconds;
    double steepest = 0;
    for (std::size_t i = 0; i < problems.size(); ++i) {
      bool decided = false;
      const double s =
          processor_seconds_of([&] { decided = softmax(problems[i], eps, Method::polynomial, Budget{}, 1).decided(); });
      if (!decided) {
        std::puts("growth undecided 1 count");
        return 1;
      }
      seconds[i].add(s * 1e3);
      log_seconds.push_back(std::log(s));
      if (i > 0) steepest = std::max(steepest, (log_seconds[i] - log_seconds[i - 1]) / (log_n[i] - log_n[i - 1]));
    }
    exponent.add(slope(log_n, log_seconds));
    largest.add(steepest);
  }
  for (auto& figure : seconds) figure.print("growth");
  exponent.print("growth");
  largest.print("growth");
  return 0;
}
