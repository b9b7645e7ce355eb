#include "attest/attention/softmax.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_method.hpp"
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
    const Cost cost = definition_cost(problem_, threads_);
    if (auto refusal =
            consider("definition", cost,
                     std::to_string(problem_.q.rows()) + " x " + std::to_string(problem_.k.rows()) + " exponentials"))
      return *refusal;
    return finish(softmax_by_definition(problem_, eps_, budget_, threads_), cost, why);
  }

  Outcome<Attended> polynomial(bool balls, const std::string& why) {
    const char* name = balls ? "polynomial-balls" : "polynomial";
    const auto& plan = planned();
    if (!plan.decided()) {
      result_.considered.push_back({name, false, plan.why().text, {}});
      return plan.why();
    }
    const auto& p = plan.value();
    const Cost cost = (balls ? polynomial_balls_cost : polynomial_cost)(problem_, p.rank, threads_);
    if (auto refusal = consider(name, cost, size(p))) return *refusal;
    auto answer = (balls ? softmax_by_polynomial_balls : softmax_by_polynomial)(problem_, p, eps_, budget_, threads_);
    if (!answer.decided()) result_.considered.back() = {name, false, answer.why().text, cost};
    return finish(std::move(answer), cost, why);
  }

  /// The polynomial method in double where its estimate beats the definition's; else the definition.
  Outcome<Attended> automatic() {
    const Cost slow = definition_cost(problem_, threads_);
    const auto& plan = planned();
    std::string why;
    if (!plan.decided()) {
      why = plan.why().text;
      result_.considered.push_back({"polynomial", false, why, {}});
    } else {
      const Cost fast = polynomial_cost(problem_, plan.value().rank, threads_);
      if (fast.seconds < slow.seconds) {
        auto answer = polynomial(false, size(plan.value()) + ": an estimated " + shown(fast.seconds) + " s against " +
                                            shown(slow.seconds) + " s by the definition");
        if (answer.decided()) return answer;
        why = answer.why().text;
      } else {
        why = size(plan.value()) + " would take an estimated " + shown(fast.seconds) + " s against " +
              shown(slow.seconds) + " s by the definition";
        result_.considered.push_back(
            {"polynomial", fast.bytes <= budget_.memory_bytes && fast.seconds <= budget_.seconds, why, fast});
      }
    }
    return definition("polynomial method cannot pay: " + why);
  }

 private:
  static std::string size(const PolynomialPlan& p) {
    return "scores up to " + shown(p.data.bounds.score) + ", degree " + std::to_string(p.degree()) + ", rank " +
           p.rank.str();
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
    return result_;
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
  if (text == "polynomial") return Method::polynomial;
  if (text == "polynomial-balls") return Method::polynomial_balls;
  throw std::invalid_argument("method: '" + std::string(text.substr(0, 60)) +
                              "'; allowed are auto, definition, polynomial, polynomial-balls");
}

Outcome<Attended> softmax(const Problem& problem, const Rational& eps, Method method, const Budget& budget,
                          unsigned threads) {
  require_valid(problem);
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_text(eps) + "; it must be positive");
  Attempt attempt(problem, eps, budget, threads);
  switch (method) {
    case Method::automatic:
      return attempt.automatic();
    case Method::definition:
      return attempt.definition("asked for");
    case Method::polynomial:
      return attempt.polynomial(false, "asked for");
    case Method::polynomial_balls:
      return attempt.polynomial(true, "asked for");
  }
  throw std::invalid_argument("method: not one of the four");
}

}  // namespace attest::attention
