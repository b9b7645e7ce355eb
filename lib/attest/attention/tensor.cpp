#include "attest/attention/tensor.hpp"

#include <optional>
#include <stdexcept>

#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

class Ways {
 public:
  Ways(const TensorProblem& problem, const Rational& eps, const Budget& budget, unsigned threads)
      : problem_(problem), eps_(eps), budget_(budget), threads_(threads) {}

  Way definition() {
    return {"definition", exponentials(), definition_cost(shape_of(problem_), threads_),
            [this] { return tensor_by_definition(problem_, eps_, budget_, threads_); }};
  }
  Way definition_in_double() {
    return {"definition-double", exponentials(), definition_in_double_cost(shape_of(problem_), threads_),
            [this] { return tensor_in_double(problem_, eps_, threads_); }};
  }
  /// In double, and in balls.
  FastWays polynomial() {
    plan_ = plan_polynomial(problem_, eps_);
    if (!plan_->decided()) return {"polynomial", plan_->why()};
    const TensorPlan& plan = plan_->value();
    const std::string size = size_text(plan, "rank " + plan.rank.str());
    return {"polynomial",
            std::vector<Way>{{"polynomial", size, polynomial_cost(shape_of(problem_), plan.rank, threads_),
                              [&] { return tensor_by_polynomial(problem_, plan, eps_, threads_); }},
                             {"polynomial-balls", size, polynomial_balls_cost(shape_of(problem_), plan.rank, threads_),
                              [&] { return tensor_by_polynomial_balls(problem_, plan, eps_, budget_, threads_); }}}};
  }

 private:
  [[nodiscard]] std::string exponentials() const {
    std::string text = std::to_string(problem_.q.rows());
    for (const auto& m : problem_.k) text += " x " + std::to_string(m.rows());
    return text + " exponentials";
  }

  const TensorProblem& problem_;
  const Rational& eps_;
  const Budget& budget_;
  unsigned threads_;
  std::optional<Outcome<TensorPlan>> plan_;
};

}  // namespace

Outcome<Attended> attend(const TensorProblem& problem, const Rational& eps, Method method, const Budget& budget,
                         unsigned threads) {
  // Plans look at the entries themselves.
  if (method == Method::definition || method == Method::definition_double) require_valid(problem);
  require_valid_shapes(problem);
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_short_text(eps) + "; it must be positive");
  Ways ways(problem, eps, budget, threads);
  switch (method) {
    case Method::automatic:
      return take_cheapest({ways.definition_in_double(), ways.definition()}, ways.polynomial(), budget);
    case Method::definition:
      return take(ways.definition(), "asked for", budget);
    case Method::definition_double:
      return take(ways.definition_in_double(), "asked for", budget);
    case Method::polynomial:
    case Method::polynomial_balls: {
      const auto fast = ways.polynomial();
      if (!fast.ways.decided()) return fast.ways.why();
      return take(fast.ways.value()[method == Method::polynomial_balls ? 1 : 0], "asked for", budget);
    }
    case Method::toeplitz:
      break;
  }
  throw std::invalid_argument("method: toeplitz is for positions; orders from 3 have none");
}

}  // namespace attest::attention
