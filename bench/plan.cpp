// How well `attest plan` foretells what attention takes: rates measured once, then the whole certified call of every
// double method on shapes other than those the rates come from, one thread.  A ratio is the seconds measured over the
// seconds foretold; `ranked` counts the shapes whose fastest method was foretold.  A line a figure; exit code 1 where a
// method could not answer, 2 for a bad argument.

#include <cmath>

#include "attest/attention/rates.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "figures.hpp"

using namespace attest;
using namespace attest::attention;
using namespace attest::bench;

namespace {

struct Job {
  const char* name;
  std::size_t n, d, dv, order;
  double score;
  int digits;
};
constexpr Job jobs[] = {{"n3000_d3_dv7", 3000, 3, 7, 2, 2, 4},
                        {"n20000_d6_dv2", 20000, 6, 2, 2, 0.5, 5},
                        {"n1500_d12_dv12", 1500, 12, 12, 2, 1, 3},
                        {"n300_d5_dv5_order3", 300, 5, 5, 3, 0.25, 6},
                        {"n1000_d24_dv48", 1000, 24, 48, 2, 0.125, 3}};

TensorProblem problem_of(const Job& job) {
  TensorProblem p{numbers(job.n, job.d, 1, 1), {}, {}, Scale::inverse()};
  reach_one(p.q);
  for (double& x : p.q.entries()) x *= job.score;
  for (std::size_t a = 1; a < job.order; ++a) {
    p.k.push_back(numbers(job.n, job.d, 1, 2 * a));
    reach_one(p.k.back());
    p.v.push_back(numbers(job.n, job.dv, 1, 2 * a + 1));
  }
  return p;
}

}  // namespace

int main(int argc, char**) {
  if (argc > 1) {
    std::fputs("usage: plan\n", stderr);
    return 2;
  }
  keep_memory();
  const Rates rates = measure_rates();
  double worst = 1;
  int ranked = 0;
  bool fine = true;
  for (const Job& job : jobs) {
    const TensorProblem p = problem_of(job);
    const Rational eps = pow(Rational(10), -job.digits);
    const Shape shape = shape_of(p);
    const auto plan = plan_polynomial(p, eps);
    // As `attest plan` does: how long the choice takes is seen by making it.
    double choice = 1;
    for (int round = 0; round < 3; ++round)
      choice = std::min(choice, processor_seconds_of([&] {
                          static_cast<void>(plan_scores(plan.value().data.bounds.score, 0, Rational(1), eps));
                        }));
    Rates with_choice = rates;
    with_choice.call += choice;
    const double foretold[] = {
        plan.decided() ? polynomial_cost(shape, plan.value().rank, 1, with_choice).seconds : 1e300,
        definition_in_double_cost(shape, 1, rates).seconds};
    constexpr Method methods[] = {Method::polynomial, Method::definition_double};
    constexpr const char* names[] = {"polynomial", "definition"};
    double taken[2]{};
    for (int m = 0; m < 2; ++m) {
      Figure ratio(std::string(names[m]) + "_" + job.name, "measured/foretold");
      std::vector<double> seconds;
      for (int round = 0; round < 5; ++round) {
        seconds.push_back(
            processor_seconds_of([&] { fine = fine && attend(p, eps, methods[m], Budget{}, 1).decided(); }));
        ratio.add(seconds.back() / foretold[m]);
      }
      std::sort(seconds.begin(), seconds.end());
      taken[m] = seconds[seconds.size() / 2];
      worst = std::max({worst, taken[m] / foretold[m], foretold[m] / taken[m]});
      ratio.print("plan");
    }
    ranked += (taken[0] < taken[1]) == (foretold[0] < foretold[1]) ? 1 : 0;
  }
  std::printf("plan worst_ratio %.3g x\nplan ranked %d of_5\n", worst, ranked);
  return fine ? 0 : 1;
}
