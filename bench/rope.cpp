// Certified causal attention with standard rotary positions by the rotate route (queries and keys are turned, and the
// plain method follows) against the same without positions, and without the mask: d = 4, scores at most 1, eps = 1e-6,
// one thread.  A line a figure; exit code 1 where a method declines or rows differ by more than the bound from the
// definition in balls, 2 for a bad argument.

#include <cmath>
#include <cstring>
#include <vector>

#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/softmax.hpp"
#include "figures.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

const Rational eps(1, 1'000'000);

/// Adds the milliseconds, and returns them; 0 where the method declines.
double run(const Problem& problem, Answer& answer, Figure& figure) {
  double seconds = 0;
  seconds = processor_seconds_of([&] {
    const auto done = softmax(problem, eps, Method::polynomial, Budget{}, 1);
    if (done.decided()) answer = done.value().answer;
  });
  figure.add(seconds * 1e3);
  return answer.output.rows() == problem.q.rows() ? seconds : 0;
}

bool within_bound(const Problem& problem, const Answer& answer) {
  const std::vector<std::size_t> rows{0, problem.q.rows() / 2, problem.q.rows() - 1};
  const BallMatrix exact = definition_rows(problem, rows, Precision(128), 1);
  for (std::size_t t = 0; t < rows.size(); ++t)
    for (std::size_t c = 0; c < problem.v.cols(); ++c)
      if (abs(sub(exact.get(t, c), Ball::exact(answer.output(rows[t], c)), Precision(128))).lower() >
          answer.error_bound())
        return false;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  const bool quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  if (argc > 1 && !quick) {
    std::fputs("usage: rope [--quick]\n", stderr);
    return 2;
  }
  const std::size_t n = quick ? 4096 : 16384, d = 4, rounds = quick ? 3 : 15;
  Problem open{numbers(n, d, 1, 1), numbers(n, d, 1, 2), numbers(n, d, 1, 3), Scale::inverse()};
  reach_one(open.q);
  reach_one(open.k);
  Problem plain = open;
  plain.mask.causal = true;
  Problem turned = plain;
  turned.positions = standard_rotary(d, d, Pairing::half, 10000);

  Figure ratio("over_plain", "x"), with("rotate_ms", "ms"), without("plain_ms", "ms"), unmasked("unmasked_ms", "ms"),
      mask("causal_over_unmasked", "x"), planning("plan_ms", "ms");
  Answer answers[3];
  for (std::size_t round = 0; round < rounds; ++round) {
    const double t = run(turned, answers[0], with), p = run(plain, answers[1], without),
                 u = run(open, answers[2], unmasked);
    if (t == 0 || p == 0 || u == 0) {
      std::printf("rope undecided 1 count\n");
      return 1;
    }
    ratio.add(t / p);
    mask.add(p / u);
    planning.add(1e3 * processor_seconds_of([&] { static_cast<void>(plan_polynomial(plain, eps)); }));
  }
  for (auto* figure : {&ratio, &with, &without, &unmasked, &mask, &planning}) figure->print("rope");
  std::printf("rope bound %.3g absolute\n", answers[0].error_bound().double_upper());
  return within_bound(turned, answers[0]) && within_bound(plain, answers[1]) ? 0 : 1;
}
