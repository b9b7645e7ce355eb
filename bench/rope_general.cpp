// The benchmark of attention with any relative matrix: scores q_i^T W_{i-j} k_j, causal, by Toeplitz terms in double
// with the proven bound, and in balls at a small n.  A line a figure, `rope FIGURE VALUE UNIT`.  Exit code 0; 1 where
// the two differ by more than their bounds; 2 for a bad argument.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "attest/attention/toeplitz_method.hpp"
#include "attest/number/text.hpp"
#include "figures.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

/// W_k: two planes that turn and decay with the distance, alone or seen in another basis, in which no entry is 0.
GeneralKernel turning(std::size_t n, bool mixed) {
  constexpr std::size_t d = 4;
  // Half a Hadamard matrix: orthogonal and symmetric.
  const double h[d][d] = {{.5, .5, .5, .5}, {.5, -.5, .5, -.5}, {.5, .5, -.5, -.5}, {.5, -.5, -.5, .5}};
  GeneralKernel w{d, {}};
  for (long k = 1 - static_cast<long>(n); k < static_cast<long>(n); ++k) {
    double turn[d][d] = {}, out[d][d] = {};
    for (std::size_t l = 0; l < 2; ++l) {
      const double x = static_cast<double>(k), angle = x * std::pow(10000.0, -static_cast<double>(l) / 2);
      const double size = std::exp(-std::fabs(x) / (l == 0 ? 50.0 : 5000.0));
      turn[2 * l][2 * l] = turn[2 * l + 1][2 * l + 1] = size * std::cos(angle);
      turn[2 * l + 1][2 * l] = size * std::sin(angle);
      turn[2 * l][2 * l + 1] = -turn[2 * l + 1][2 * l];
    }
    for (std::size_t a = 0; a < d; ++a)
      for (std::size_t b = 0; b < d; ++b) {
        if (!mixed) out[a][b] = turn[a][b];
        for (std::size_t s = 0; mixed && s < d; ++s)
          for (std::size_t t = 0; t < d; ++t) out[a][b] += h[a][s] * turn[s][t] * h[b][t];
        w.entries.push_back(out[a][b]);
      }
  }
  return w;
}

Problem problem(std::size_t n, bool mixed, const Scale& scale) {
  Problem p{numbers(n, 4, 1, 1), numbers(n, 4, 1, 2), numbers(n, 4, 1, 3), scale, turning(n, mixed)};
  reach_one(p.q);
  reach_one(p.k);
  p.mask.causal = true;
  return p;
}

void figure(const std::string& name, double value, const std::string& unit, const std::string& note) {
  std::printf("rope %s %.4g %s  # %s\n", name.c_str(), value, unit.c_str(), note.c_str());
  std::fflush(stdout);
}

struct Run {
  Answer answer;
  double seconds;
};

Run run(const Problem& p, const Rational& eps, bool balls) {
  const auto plan = plan_toeplitz(p, eps);
  Budget budget;
  Run out;
  out.seconds = processor_seconds_of([&] {
    auto answer = balls ? softmax_by_toeplitz_balls(p, plan.value(), eps, budget)
                        : softmax_by_toeplitz(p, plan.value(), eps, budget, 0, 1);
    if (!answer.decided()) {
      std::fprintf(stderr, "rope_general: %s\n", answer.why().text.c_str());
      std::exit(1);
    }
    out.answer = std::move(answer).value();
  });
  return out;
}

void general(std::size_t n, bool mixed, const std::string& prefix) {
  const Problem p = problem(n, mixed, Scale::inverse());
  const Run r = run(p, Rational(1, 1000), false);
  const double terms = r.answer.rank->truncated_double();
  const std::string note = "n = " + std::to_string(n) + ", d = 4, four values, eps = 1e-3: degree " +
                           std::to_string(*r.answer.degree) + ", " + r.answer.rank->str() + " terms";
  figure(prefix + "_total", r.seconds, "s", note);
  figure(prefix + "_seconds_per_term", r.seconds / terms, "s",
         "rounding at most " + to_decimal(r.answer.rounding_error, 2, Direction::up));
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc == 2 && std::string(argv[1]) == "--quick";
  if (argc != 1 && !quick) {
    std::fprintf(stderr, "rope_general: %s: the only option is --quick\n", argv[1]);
    return 2;
  }
  keep_memory();
  const std::size_t n = quick ? 1024 : 16384, small = quick ? 32 : 128;
  general(n, true, "toeplitz");
  general(n, false, "toeplitz_two_planes");

  const Problem p = problem(small, true, Scale::rational(Rational(1, 16)));
  const Rational eps(1, 1000);
  const Run fast = run(p, eps, false), slow = run(p, eps, true);
  figure("toeplitz_over_balls", fast.seconds / slow.seconds, "times",
         "n = " + std::to_string(small) + ", " + slow.answer.rank->str() + " terms, balls take " +
             std::to_string(slow.seconds) + " s");
  const Rational allowed = fast.answer.rounding_error + slow.answer.rounding_error;
  for (std::size_t i = 0; i < small; ++i)
    for (std::size_t c = 0; c < 4; ++c)
      if (abs(Rational::exact(fast.answer.output(i, c)) - Rational::exact(slow.answer.output(i, c))) > allowed) {
        std::puts("OUTSIDE: double and balls differ by more than their bounds");
        return 1;
      }
  return 0;
}
