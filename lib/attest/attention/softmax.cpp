#include "attest/attention/softmax.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/attention/anisotropic.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/toeplitz_method.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

class Ways {
 public:
  Ways(const Problem& problem, const Rational& eps, const Budget& budget, unsigned threads)
      : problem_(problem), shape_(shape_of(problem)), eps_(eps), budget_(budget), threads_(threads) {}

  Way definition() {
    return {"definition", exponentials(), definition_cost(shape_, threads_),
            [this] { return softmax_by_definition(problem_, eps_, budget_, threads_); }};
  }
  Outcome<Way> definition_in_double() {
    if (problem_.has_bias() || std::holds_alternative<GeneralKernel>(problem_.positions))
      return Undecided{Undecided::Reason::bounds_do_not_separate,
                       "biases and general kernels are not for the definition in double; the one in balls takes them",
                       {},
                       {}};
    return Way{"definition-double", exponentials(), definition_in_double_cost(shape_, threads_), [this] {
                 if (problem_.mask.everything() && std::holds_alternative<std::monostate>(problem_.positions))
                   return tensor_in_double({problem_.q, {problem_.k}, {problem_.v}, problem_.scale}, eps_, threads_);
                 return softmax_in_double(problem_, eps_, threads_);
               }};
  }
  /// In double first, so that the estimates of `auto` are compared with that.
  std::vector<Way> definitions() {
    std::vector<Way> all;
    if (auto fast = definition_in_double(); fast.decided()) all.push_back(std::move(fast).value());
    all.push_back(definition());
    return all;
  }

  /// In double, and in balls.
  FastWays polynomial() {
    low_rank_ = plan_polynomial(problem_, eps_, threads_);
    if (!low_rank_->decided()) return {"polynomial", low_rank_->why()};
    const PolynomialPlan& plan = low_rank_->value();
    const std::string size = size_text(plan, "rank " + plan.rank.str());
    return {"polynomial",
            std::vector<Way>{{"polynomial", size, polynomial_cost(shape_, plan.rank, threads_),
                              [&] { return softmax_by_polynomial(problem_, plan, eps_, budget_, threads_); }},
                             {"polynomial-balls", size, polynomial_balls_cost(shape_, plan.rank, threads_),
                              [&] { return softmax_by_polynomial_balls(problem_, plan, eps_, budget_, threads_); }}}};
  }
  /// The same, the one in double on rebased scores where these need less: looked for where that costs little of what
  /// the present plan would take, or there is none; with `beside`, only where it costs little of the definition, too.
  FastWays rebased_polynomial(bool beside) {
    FastWays ways = polynomial();
    if (!problem_.mask.everything() || problem_.has_bias() ||
        !std::holds_alternative<std::monostate>(problem_.positions))
      return ways;
    const double look = estimate_anisotropic_seconds(shape_.rows(), shape_.d);
    double affordable = budget_.seconds;
    if (ways.ways.decided())
      affordable = std::min(affordable, polynomial_cost(shape_, low_rank_->value().rank, 1).seconds / 16);
    if (beside) affordable = std::min(affordable, definition_in_double_cost(shape_, 1).seconds / 4);
    if (look > affordable) return ways;
    rebased_ = plan_anisotropic(problem_, eps_, affordable);
    if (!rebased_->decided()) return ways;
    const AnisotropicPlan& plan = rebased_->value();
    const bool first = !low_rank_->decided();
    if (!first && plan.rank >= low_rank_->value().rank) return ways;
    const std::string size = "scores up to " + to_decimal_up(plan.data.bounds.score, 2) +
                             " in a better basis, degree " + std::to_string(plan.stairs.degree()) + ", rank " +
                             plan.rank.str() + (first ? "" : " of " + low_rank_->value().rank.str());
    Way way{"polynomial", size, polynomial_cost(shape_, plan.rank, threads_), [&, first]() -> Outcome<Answer> {
              auto answer = softmax_by_anisotropic(problem_, plan, eps_, budget_, threads_);
              if (answer.decided() || first) return answer;
              return softmax_by_polynomial(problem_, low_rank_->value(), eps_, budget_, threads_);
            }};
    if (first) return {"polynomial", std::vector<Way>{std::move(way)}};
    std::vector<Way> both = std::move(ways.ways).value();
    both[0] = std::move(way);
    return {"polynomial", std::move(both)};
  }
  /// Balls, where double cannot prove eps, take no longer than balls_seconds.
  FastWays toeplitz(double balls_seconds) {
    terms_ = plan_toeplitz(problem_, eps_);
    if (!terms_->decided()) return {"toeplitz", terms_->why()};
    const ToeplitzPlan& plan = terms_->value();
    return {"toeplitz", std::vector<Way>{{"toeplitz", size_text(plan, plan.terms.str() + " terms"),
                                          toeplitz_cost(shape_, plan.terms, threads_), [&, balls_seconds] {
                                            return softmax_by_toeplitz(problem_, plan, eps_, budget_, balls_seconds,
                                                                       threads_);
                                          }}}};
  }
  /// Toeplitz terms for a general kernel, low rank for all others; biases are for balls.
  FastWays fast() {
    if (std::holds_alternative<GeneralKernel>(problem_.positions))
      return toeplitz(definition_cost(shape_, threads_).seconds);
    FastWays ways = rebased_polynomial(true);
    if (!problem_.has_bias() || !ways.ways.decided()) return ways;
    return {"polynomial-balls", std::vector<Way>{ways.ways.value()[1]}};
  }

 private:
  [[nodiscard]] std::string exponentials() const {
    return std::to_string(problem_.q.rows()) + " x " + std::to_string(problem_.k.rows()) + " exponentials";
  }

  const Problem& problem_;
  const Shape shape_;
  const Rational& eps_;
  const Budget& budget_;
  unsigned threads_;
  std::optional<Outcome<PolynomialPlan>> low_rank_;
  std::optional<Outcome<AnisotropicPlan>> rebased_;
  std::optional<Outcome<ToeplitzPlan>> terms_;
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
  Ways ways(problem, eps, budget, threads);
  const auto asked = [&](const FastWays& fast, std::size_t which) -> Outcome<Attended> {
    if (!fast.ways.decided()) return fast.ways.why();
    return take(fast.ways.value()[which], "asked for", budget);
  };
  switch (method) {
    case Method::automatic:
      return take_cheapest(ways.definitions(), ways.fast(), budget);
    case Method::definition:
      return take(ways.definition(), "asked for", budget);
    case Method::definition_double: {
      const auto way = ways.definition_in_double();
      if (!way.decided()) return way.why();
      return take(way.value(), "asked for", budget);
    }
    case Method::polynomial:
      return asked(ways.rebased_polynomial(false), 0);
    case Method::polynomial_balls:
      return asked(ways.polynomial(), 1);
    case Method::toeplitz:
      return asked(ways.toeplitz(budget.seconds), 0);
  }
  throw std::invalid_argument("method: not one of the six");
}

}  // namespace attest::attention
