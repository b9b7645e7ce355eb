#include "attest/attention/softmax.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/toeplitz_method.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

std::string shown(double x) { return to_decimal_up(x, 2); }

/// One problem being attended to; plans the polynomial at most once.
class Attempt {
 public:
  Attempt(const Problem& problem, const Rational& eps, const Budget& budget, unsigned threads)
      : problem_(problem), eps_(eps), budget_(budget), threads_(threads) {}

  Outcome<Attended> definition(const std::string& why) {
    const Cost cost = definition_cost(shape_of(problem_), threads_);
    if (auto refusal =
            consider("definition", cost,
                     std::to_string(problem_.q.rows()) + " x " + std::to_string(problem_.k.rows()) + " exponentials"))
      return *refusal;
    return finish(softmax_by_definition(problem_, eps_, budget_, threads_), cost, why);
  }

  Outcome<Attended> definition_in_double() {
    if (!problem_.mask.everything() || problem_.has_bias() ||
        !std::holds_alternative<std::monostate>(problem_.positions))
      return Undecided{Undecided::Reason::bounds_do_not_separate,
                       "positions, masks and biases are not for the definition in double; the one in balls takes them",
                       {},
                       {}};
    return attend({problem_.q, {problem_.k}, {problem_.v}, problem_.scale}, eps_, Method::definition_double, budget_,
                  threads_);
  }

  Outcome<Attended> polynomial(bool balls, const std::string& why) {
    const char* name = balls ? "polynomial-balls" : "polynomial";
    const auto& plan = planned();
    if (!plan.decided()) {
      result_.considered.push_back({name, false, plan.why().text, {}});
      return plan.why();
    }
    const auto& p = plan.value();
    const Cost cost = low_rank_cost(balls, p.rank);
    if (auto refusal = consider(name, cost, size(p))) return *refusal;
    auto answer = (balls ? softmax_by_polynomial_balls : softmax_by_polynomial)(problem_, p, eps_, budget_, threads_);
    if (!answer.decided()) result_.considered.back() = {name, false, answer.why().text, cost};
    return finish(std::move(answer), cost, why);
  }

  Outcome<Attended> toeplitz(const std::string& why, double balls_seconds) {
    const auto plan = plan_toeplitz(problem_, eps_);
    if (!plan.decided()) {
      result_.considered.push_back({"toeplitz", false, plan.why().text, {}});
      return plan.why();
    }
    const Cost cost = toeplitz_cost(shape_of(problem_), plan.value().terms, threads_);
    if (auto refusal = consider("toeplitz", cost, size(plan.value(), plan.value().terms.str() + " terms")))
      return *refusal;
    auto answer = softmax_by_toeplitz(problem_, plan.value(), eps_, budget_, balls_seconds, threads_);
    if (!answer.decided()) result_.considered.back() = {"toeplitz", false, answer.why().text, cost};
    return finish(std::move(answer), cost, why);
  }

  /// The structured method where its estimate beats the definition's; else the definition.  Toeplitz terms for a
  /// general kernel; low rank otherwise, in double unless a mask or a bias asks for balls.
  Outcome<Attended> automatic() {
    const Cost slow = definition_cost(shape_of(problem_), threads_);
    const bool general = std::holds_alternative<GeneralKernel>(problem_.positions);
    const bool balls = !problem_.mask.everything() || problem_.has_bias();
    const char* name = general ? "toeplitz" : (balls ? "polynomial-balls" : "polynomial");
    Cost fast;
    std::string what, why;
    if (general) {
      const auto plan = plan_toeplitz(problem_, eps_);
      if (plan.decided()) {
        fast = toeplitz_cost(shape_of(problem_), plan.value().terms, threads_);
        what = size(plan.value(), plan.value().terms.str() + " terms");
      } else {
        why = plan.why().text;
      }
    } else if (const auto& plan = planned(); plan.decided()) {
      fast = low_rank_cost(balls, plan.value().rank);
      what = size(plan.value());
    } else {
      why = plan.why().text;
    }
    if (what.empty()) {
      result_.considered.push_back({name, false, why, {}});
    } else if (fast.seconds < slow.seconds) {
      const std::string reason =
          what + ": an estimated " + shown(fast.seconds) + " s against " + shown(slow.seconds) + " s by the definition";
      auto answer = general ? toeplitz(reason, slow.seconds) : polynomial(balls, reason);
      if (answer.decided()) return answer;
      why = answer.why().text;
    } else {
      why = what + " would take an estimated " + shown(fast.seconds) + " s against " + shown(slow.seconds) +
            " s by the definition";
      result_.considered.push_back(
          {name, fast.bytes <= budget_.memory_bytes && fast.seconds <= budget_.seconds, why, fast});
    }
    return definition("polynomial method cannot pay: " + why);
  }

 private:
  static std::string size(const ScorePlan& p, const std::string& count) {
    return "scores up to " + shown(p.score) + ", degree " + std::to_string(p.degree()) + ", " + count;
  }
  static std::string size(const PolynomialPlan& p) { return size(p, "rank " + p.rank.str()); }

  [[nodiscard]] Cost low_rank_cost(bool balls, const Integer& rank) const {
    const Shape shape = shape_of(problem_);
    return balls ? polynomial_balls_cost(shape, rank, threads_) : polynomial_cost(shape, rank, threads_);
  }

  const Outcome<PolynomialPlan>& planned() {
    if (!plan_) plan_ = plan_polynomial(problem_, eps_);
    return *plan_;
  }

  std::optional<Undecided> consider(const char* name, const Cost& cost, const std::string& what) {
    auto refusal = over_budget(what, cost, budget_);
    result_.considered.push_back({name, !refusal, refusal ? refusal->text : what, cost});
    return refusal;
  }

  Outcome<Attended> finish(Outcome<Answer> answer, const Cost& cost, const std::string& why) {
    if (!answer.decided()) return answer.why();
    result_.answer = std::move(answer).value();
    result_.why = why;
    result_.estimated_bytes = cost.bytes;
    return std::move(result_);
  }

  const Problem& problem_;
  const Rational& eps_;
  const Budget& budget_;
  unsigned threads_;
  std::optional<Outcome<PolynomialPlan>> plan_;
  Attended result_;
};

}  // namespace

Method parse_method(std::string_view text) {
  if (text == "auto") return Method::automatic;
  if (text == "definition") return Method::definition;
  if (text == "definition-double") return Method::definition_double;
  if (text == "polynomial") return Method::polynomial;
  if (text == "polynomial-balls") return Method::polynomial_balls;
  if (text == "toeplitz") return Method::toeplitz;
  throw std::invalid_argument(
      "method: '" + std::string(text.substr(0, 60)) +
      "'; allowed are auto, definition, definition-double, polynomial, polynomial-balls, toeplitz");
}

Outcome<Attended> softmax(const Problem& problem, const Rational& eps, Method method, const Budget& budget,
                          unsigned threads) {
  require_valid(problem);
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_short_text(eps) + "; it must be positive");
  Attempt attempt(problem, eps, budget, threads);
  switch (method) {
    case Method::automatic:
      return attempt.automatic();
    case Method::definition:
      return attempt.definition("asked for");
    case Method::definition_double:
      return attempt.definition_in_double();
    case Method::polynomial:
      return attempt.polynomial(false, "asked for");
    case Method::polynomial_balls:
      return attempt.polynomial(true, "asked for");
    case Method::toeplitz:
      return attempt.toeplitz("asked for", budget.seconds);
  }
  throw std::invalid_argument("method: not one of the six");
}

}  // namespace attest::attention
