// Certified attention of order 3 by the polynomial method against its definition as one tunes it (plain_order3.cpp, no
// bound), one thread each: n = 1024, d = 4, scores at most 1, eps = 1e-6; the definition runs through some of the rows.
// Then n = 10^6 alone: seconds, and the peak memory of this program, input included.  A line a figure; exit code 1
// where the method declines or the two differ by more than the bound, 2 for a bad argument.

#include <sys/resource.h>

#include <cmath>
#include <cstring>

#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "figures.hpp"
#include "plain_order3.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

const Rational eps(1, 1'000'000);

TensorProblem problem(std::size_t n, std::size_t d) {
  TensorProblem p{numbers(n, d, 1, 1),
                  {numbers(n, d, 1, 2), numbers(n, d, 1, 3)},
                  {numbers(n, d, 1, 4), numbers(n, d, 1, 5)},
                  Scale::inverse()};
  for (auto* m : {&p.q, &p.k[0], &p.k[1]}) reach_one(*m);
  return p;
}

bool against_definition(std::size_t n, std::size_t rounds, std::size_t rows) {
  constexpr std::size_t d = 4;
  const TensorProblem p = problem(n, d);
  DoubleMatrix plain(rows, d), out;
  Figure speedup("speedup_over_definition", "x"), triple("definition", "ns/triple"), fast("certified", "ms"),
      planning("planning", "ms");
  double difference = 0, bound = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double by_definition = processor_seconds_of([&] {
      plain_order3(p.q.entries().data(), p.k[0].entries().data(), p.k[1].entries().data(), p.v[0].entries().data(),
                   p.v[1].entries().data(), 0, rows, n, d, d, 1.0 / d, plain.entries().data());
    });
    double by_polynomial = 1;
    // The least of a few: the call is shorter than what others on the machine take from it now and then.
    for (int t = 0; t < 5; ++t)
      by_polynomial = std::min(by_polynomial, processor_seconds_of([&] {
                                 const auto done = attend(p, eps, Method::polynomial, Budget{}, 1);
                                 if (!done.decided()) return;
                                 out = done.value().answer.output;
                                 bound = done.value().answer.error_bound().double_upper();
                               }));
    if (out.rows() != n) {
      std::printf("order3 undecided 1 count\n");
      return false;
    }
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t c = 0; c < d; ++c) difference = std::max(difference, std::fabs(out(i, c) - plain(i, c)));
    const double m = static_cast<double>(n), all = by_definition * m / static_cast<double>(rows);
    speedup.add(all / by_polynomial);
    triple.add(1e9 * all / (m * m * m));
    fast.add(1e3 * by_polynomial);
    planning.add(1e3 * processor_seconds_of([&] { static_cast<void>(plan_polynomial(p, eps)); }));
  }
  for (auto* figure : {&speedup, &triple, &fast, &planning}) figure->print("order3");
  std::printf("order3 bound %.3g absolute\norder3 difference %.3g absolute\n", bound, difference);
  return difference <= bound + 1e-12;
}

bool large(std::size_t n) {
  const TensorProblem p = problem(n, 4);
  bool decided = false;
  const double seconds = seconds_of([&] { decided = attend(p, eps, Method::polynomial, Budget{}, 1).decided(); });
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("order3 million_seconds %.4g s\norder3 million_peak %.4g MB\n", seconds,
              static_cast<double>(usage.ru_maxrss) * 1024 / 1e6);
  return decided;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  const bool quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  if (argc > 1 && !quick) {
    std::fputs("usage: order3 [--quick]\n", stderr);
    return 2;
  }
  const bool fine = against_definition(quick ? 256 : 1024, quick ? 3 : 9, 16);
  return large(quick ? 100'000 : 1'000'000) && fine ? 0 : 1;
}
