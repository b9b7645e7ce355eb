// The polynomial method in balls; see polynomial_method.hpp.
#include <utility>
#include <vector>

#include "attest/attention/ball_columns.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/attention/term_sums.hpp"
#include "attest/attention/to_doubles.hpp"
#include "attest/attention/toeplitz_method.hpp"
#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

/// One root monomial a chunk, added in order.
BallMatrix low_rank_outputs(const Problem& problem, const PolynomialPlan& plan, Precision p, unsigned threads,
                            const Deadline& deadline) {
  const BallField field{p};
  const Sight sight = sight_of(problem);
  const BallColumns x = columns_of(plan.data.x), y = columns_of(plan.data.y), v = values_and_one(problem.v);
  const LowRankSums<BallField> sums(sight, plan.approximation.p, x, y, v, bias_factor(problem, p), field, deadline);
  std::vector<BallColumns> parts(plan.degree() == 0 ? 0 : x.size());
  for_each_chunk(parts.size(), 1, threads, [&](std::size_t root, std::size_t) {
    parts[root] = sums.zero();
    sums.root(root, parts[root]);
  });
  BallColumns total = sums.zero();
  sums.constant(total);
  for (const auto& part : parts) add_to(total, part, field);
  return quotients(total, p);
}

/// sigma^e p_e.
std::vector<Ball> scaled_coefficients(const polynomial::Polynomial& poly, const Ball& sigma, Precision p) {
  std::vector<Ball> out;
  for (long e = 0; e <= poly.degree(); ++e) {
    const auto power = static_cast<std::size_t>(e);
    out.push_back(mul(Ball(poly.coefficient(power), p), pow(sigma, power, p), p));
  }
  return out;
}

BallMatrix toeplitz_outputs(const Problem& problem, const ToeplitzPlan& plan, Precision p, const Deadline& deadline) {
  const BallField field{p};
  const lowrank::BilinearPowers<BallField> powers(problem.q.cols(), sight_of(problem).differences(),
                                                  kernel_entries(problem, field), field);
  return quotients(toeplitz_sums<BallField>(sight_of(problem),
                                            scaled_coefficients(plan.approximation.p, score_factor(problem, p), p),
                                            powers, columns_of(problem.q), columns_of(problem.k),
                                            values_and_one(problem.v), bias_factor(problem, p), field, deadline),
                   p);
}

}  // namespace

Outcome<Answer> softmax_by_polynomial_balls(const Problem& problem, const PolynomialPlan& plan, const Rational& eps,
                                            const Budget& budget, unsigned threads) {
  const std::string what = "rank " + plan.rank.str() + " in balls";
  if (auto refusal = over_budget(what, polynomial_balls_cost(shape_of(problem), plan.rank, threads), budget))
    return *refusal;
  return to_precision(answer_from(plan, "polynomial-balls", plan.rank), eps, budget,
                      [&](Precision p, const Deadline& d) { return low_rank_outputs(problem, plan, p, threads, d); });
}

Outcome<Answer> softmax_by_toeplitz_balls(const Problem& problem, const ToeplitzPlan& plan, const Rational& eps,
                                          const Budget& budget) {
  const std::string what = plan.terms.str() + " Toeplitz terms in balls";
  if (auto refusal = over_budget(what, toeplitz_balls_cost(shape_of(problem), plan.terms), budget)) return *refusal;
  return to_precision(answer_from(plan, "toeplitz", plan.terms), eps, budget,
                      [&](Precision p, const Deadline& d) { return toeplitz_outputs(problem, plan, p, d); });
}

}  // namespace attest::attention
