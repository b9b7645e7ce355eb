#include "attest/attention/toeplitz_method.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "attest/attention/toeplitz_in_double.hpp"
#include "attest/count/ranks.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {

Sight sight_of(const Problem& problem) {
  return {problem.q.rows(), problem.k.rows(), problem.query_offset, problem.mask};
}

namespace {

template <class Field>
KernelEntries<typename Field::Element> entries(const Problem& problem, const Field& field) {
  const std::size_t d = problem.q.cols();
  const Sight sight = sight_of(problem);
  const auto place = [&](std::size_t a, std::size_t b) {
    const auto* general = std::get_if<GeneralKernel>(&problem.positions);
    if (general == nullptr) return true;
    for (std::size_t at = a * d + b; at < general->entries.size(); at += d * d)
      if (general->entries[at] != 0) return true;
    return false;
  };
  KernelEntries<typename Field::Element> out;
  const auto* rotary = std::get_if<Rotary>(&problem.positions);
  std::vector<std::size_t> partner(d);
  std::iota(partner.begin(), partner.end(), std::size_t{0});
  if (rotary != nullptr)
    for (const auto& plane : rotary->planes) {
      partner[plane.first] = plane.second;
      partner[plane.second] = plane.first;
    }
  const bool full = std::holds_alternative<GeneralKernel>(problem.positions);
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b)
      if (full ? place(a, b) : a == b || partner[a] == b) out[{a, b}].resize(sight.differences());
  for (std::size_t t = 0; t < sight.differences(); ++t) {
    const auto w = relative_matrix(problem.positions, d, static_cast<long>(t) + sight.lowest(), field);
    for (auto& [cell, values] : out) values[t] = w.get(cell.first, cell.second);
  }
  return out;
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t a) {
  while (parent[a] != a) a = parent[a];
  return a;
}

}  // namespace

std::optional<std::vector<Ball>> bias_factor(const Problem& problem, Precision p) {
  if (!problem.has_bias()) return std::nullopt;
  const Sight sight = sight_of(problem);
  std::vector<Ball> out;
  for (std::size_t t = 0; t < sight.differences(); ++t)
    out.push_back(exp(Ball(bias_at(problem.bias, static_cast<long>(t) + sight.lowest()), p), p));
  return out;
}

KernelEntries<Ball> kernel_entries(const Problem& problem, BallField field) { return entries(problem, field); }
KernelEntries<Rational> kernel_entries(const Problem& problem, RationalField field) { return entries(problem, field); }

std::vector<std::pair<long, long>> kernel_blocks(const PositionKernel& kernel, std::size_t d) {
  std::vector<std::size_t> parent(2 * d);  // rows, then columns, joined where W may be other than 0
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  std::vector<bool> used(2 * d, false);
  const auto join = [&](std::size_t a, std::size_t b) {
    used[a] = used[d + b] = true;
    parent[root_of(parent, a)] = root_of(parent, d + b);
  };
  if (const auto* general = std::get_if<GeneralKernel>(&kernel)) {
    for (std::size_t at = 0; at < general->entries.size(); ++at)
      if (general->entries[at] != 0) join(at % (d * d) / d, at % d);
  } else {
    for (std::size_t a = 0; a < d; ++a) join(a, a);
    if (const auto* rotary = std::get_if<Rotary>(&kernel))
      for (const auto& plane : rotary->planes) {
        join(plane.first, plane.second);
        join(plane.second, plane.first);
      }
  }
  std::map<std::size_t, std::pair<long, long>> blocks;
  for (std::size_t a = 0; a < 2 * d; ++a)
    if (used[a]) ++(a < d ? blocks[root_of(parent, a)].first : blocks[root_of(parent, a)].second);
  std::vector<std::pair<long, long>> out;
  for (const auto& [root, block] : blocks) out.push_back(block);
  return out;
}

Outcome<ToeplitzPlan> plan_toeplitz(const Problem& problem, const Rational& eps) {
  require_valid(problem);
  double score = 0;
  try {
    score = score_bound_up(problem);
  } catch (const std::domain_error& e) {
    return Undecided{Undecided::Reason::bounds_do_not_separate, e.what(), {}, {}};
  }
  const auto scores = plan_scores(score, 0, half_spread(problem.v), eps);
  if (!scores.decided()) return scores.why();
  ToeplitzPlan plan{scores.value(), {}};
  plan.terms = count::grouped_terms(kernel_blocks(problem.positions, problem.q.cols()), plan.approximation.p.support());
  return plan;
}

Outcome<Answer> softmax_by_toeplitz(const Problem& problem, const ToeplitzPlan& plan, const Rational& eps,
                                    const Budget& budget, double balls_seconds, unsigned threads) {
  const Cost cost = toeplitz_cost(shape_of(problem), plan.terms, threads);
  if (auto refusal = over_budget(plan.terms.str() + " Toeplitz terms", cost, budget)) return *refusal;
  auto fast = toeplitz_in_double(answer_from(plan, "toeplitz", plan.terms), problem, plan, eps, budget, threads);
  if (fast.decided() || fast.why().reason == Undecided::Reason::memory) return fast;
  Budget rest = budget;
  rest.seconds = std::min(budget.seconds, balls_seconds);
  auto slow = softmax_by_toeplitz_balls(problem, plan, eps, rest);
  if (slow.decided()) return slow;
  Undecided why = slow.why();
  why.text = fast.why().text + "; " + why.text;
  return why;
}

}  // namespace attest::attention
