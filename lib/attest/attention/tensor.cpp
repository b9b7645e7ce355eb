#include "attest/attention/tensor.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

std::string shown(double x) { return to_decimal_up(x, 2); }

/// A way to answer: what it is called, what it costs, and how.
struct Way {
  std::string name, size;  ///< size: degree and rank, or the number of exponentials
  Cost cost;
  std::function<Outcome<Answer>()> answer;
};

class Attempt {
 public:
  Attempt(const TensorProblem& problem, const Rational& eps, const Budget& budget, unsigned threads)
      : problem_(problem), eps_(eps), budget_(budget), threads_(threads) {}

  Way definition() {
    return {"definition", exponentials(), definition_cost(shape_of(problem_), threads_),
            [this] { return tensor_by_definition(problem_, eps_, budget_, threads_); }};
  }
  Way definition_in_double() {
    return {"definition-double", exponentials(), definition_in_double_cost(shape_of(problem_), threads_),
            [this] { return tensor_in_double(problem_, eps_, threads_); }};
  }
  /// The refusal of the plan where there is none.
  Outcome<Way> polynomial(bool balls) {
    if (!plan_) plan_ = plan_polynomial(problem_, eps_);
    const char* name = balls ? "polynomial-balls" : "polynomial";
    if (!plan_->decided()) {
      result_.considered.push_back({name, false, plan_->why().text, {}});
      return plan_->why();
    }
    const TensorPlan& plan = plan_->value();
    const std::string size =
        "scores up to " + shown(plan.score) + ", degree " + std::to_string(plan.degree()) + ", rank " + plan.rank.str();
    if (balls)
      return Way{name, size, polynomial_balls_cost(shape_of(problem_), plan.rank, threads_),
                 [&] { return tensor_by_polynomial_balls(problem_, plan, eps_, budget_, threads_); }};
    return Way{name, size, polynomial_cost(shape_of(problem_), plan.rank, threads_),
               [&] { return tensor_by_polynomial(problem_, plan, eps_, threads_); }};
  }

  Outcome<Attended> run(const Way& way, const std::string& why) {
    auto refusal = over_budget(way.size, way.cost, budget_);
    result_.considered.push_back({way.name, !refusal, refusal ? refusal->text : way.size, way.cost});
    if (refusal) return *refusal;
    Outcome<Answer> answer = way.answer();
    if (!answer.decided()) {
      result_.considered.back().feasible = false;
      result_.considered.back().why = answer.why().text;
      return answer.why();
    }
    result_.answer = std::move(answer).value();
    result_.why = why;
    result_.estimated_bytes = way.cost.bytes;
    return result_;
  }

  /// The ways in the order of their estimates, until one answers; the text says why the polynomial method is not it,
  /// where it is not, and all refusals where none is.
  Outcome<Attended> automatic() {
    const Way slow = definition_in_double();
    std::vector<Way> ways{slow, definition()};
    const auto fast = polynomial(false);
    std::string why_not = fast.decided() ? estimates(fast.value(), "would take", slow) : fast.why().text;
    if (fast.decided()) {
      ways.push_back(fast.value());
      ways.push_back(polynomial(true).value());
    }
    std::stable_sort(ways.begin(), ways.end(),
                     [](const Way& a, const Way& b) { return a.cost.seconds < b.cost.seconds; });
    std::optional<Undecided> last;
    std::string refusals = fast.decided() ? "" : "polynomial: " + why_not;
    for (const Way& way : ways) {
      const bool is_fast = way.name.starts_with("polynomial");
      auto attended = run(way, is_fast ? estimates(way, "", slow) : "polynomial method cannot pay: " + why_not);
      if (attended.decided()) return attended;
      last = attended.why();
      refusals += (refusals.empty() ? "" : "; ") + way.name + ": " + last->text;
      if (is_fast) why_not = last->text;
    }
    last->text = refusals;
    return *last;
  }

 private:
  [[nodiscard]] std::string exponentials() const {
    std::string text = std::to_string(problem_.q.rows());
    for (const auto& m : problem_.k) text += " x " + std::to_string(m.rows());
    return text + " exponentials";
  }
  static std::string estimates(const Way& fast, const std::string& verb, const Way& slow) {
    return fast.size + (verb.empty() ? ": an estimated " : " " + verb + " an estimated ") + shown(fast.cost.seconds) +
           " s against " + shown(slow.cost.seconds) + " s by the definition";
  }

  const TensorProblem& problem_;
  const Rational& eps_;
  const Budget& budget_;
  unsigned threads_;
  std::optional<Outcome<TensorPlan>> plan_;
  Attended result_;
};

}  // namespace

Outcome<Attended> attend(const TensorProblem& problem, const Rational& eps, Method method, const Budget& budget,
                         unsigned threads) {
  require_valid(problem);
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_short_text(eps) + "; it must be positive");
  Attempt attempt(problem, eps, budget, threads);
  switch (method) {
    case Method::automatic:
      return attempt.automatic();
    case Method::definition:
      return attempt.run(attempt.definition(), "asked for");
    case Method::definition_double:
      return attempt.run(attempt.definition_in_double(), "asked for");
    case Method::polynomial:
    case Method::polynomial_balls: {
      const auto way = attempt.polynomial(method == Method::polynomial_balls);
      if (!way.decided()) return way.why();
      return attempt.run(way.value(), "asked for");
    }
    case Method::toeplitz:
      break;
  }
  throw std::invalid_argument("method: toeplitz is for positions; orders from 3 have none");
}

}  // namespace attest::attention
