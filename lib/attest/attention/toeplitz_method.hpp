#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/term_sums.hpp"

namespace attest::attention {

/// What the method of rescaled Toeplitz terms will do: p(scores) is a sum of diag(q^alpha) T diag(k^beta), one term for
/// each pair (alpha, beta) that occurs, whatever W is (docs/theory/rope.md).
struct ToeplitzPlan : ScorePlan {
  Integer terms;
};

/// Returns  undecided as plan_scores is; keys are not shifted here, since W does not commute with a shift.
/// Throws   what require_valid throws; std::domain_error unless eps > 0.
/// Cost     O((n + m) d^2).
[[nodiscard]] Outcome<ToeplitzPlan> plan_toeplitz(const Problem& problem, const Rational& eps);

/// Softmax attention by Toeplitz terms, for any kernel, bias and mask: in double where its bound is within eps, or else
/// in balls.
///
/// Returns  undecided where the terms do not fit the budget (`balls_seconds` is the most that balls may take) or
///          float64 cannot hold eps: the text has the numbers.
/// Cost     in double that of toeplitz_double_sums; in balls terms (dv + 1) convolutions of n + m numbers, and memory
///          O((n + m) (terms of the highest degree)).
/// Laws     property-tests/attention/rope.cpp
[[nodiscard]] Outcome<Answer> softmax_by_toeplitz(const Problem& problem, const ToeplitzPlan& plan, const Rational& eps,
                                                  const Budget& budget, double balls_seconds, unsigned threads);
[[nodiscard]] Outcome<Answer> softmax_by_toeplitz_balls(const Problem& problem, const ToeplitzPlan& plan,
                                                        const Rational& eps, const Budget& budget);

/// The parts of a problem as the sums of term_sums.hpp want them, by differences of positions.
[[nodiscard]] Sight sight_of(const Problem& problem);
[[nodiscard]] std::optional<std::vector<Ball>> bias_factor(const Problem& problem, Precision p);
/// W_ab at every difference, for the (a, b) that are not 0 throughout (temperature aside).
template <class Element>
using KernelEntries = std::map<std::pair<std::size_t, std::size_t>, std::vector<Element>>;
[[nodiscard]] KernelEntries<Ball> kernel_entries(const Problem& problem, BallField field);
/// Throws what relative_matrix throws over Q.
[[nodiscard]] KernelEntries<Rational> kernel_entries(const Problem& problem, RationalField field);
/// Where W may be other than 0: complete blocks of rows and columns that cover it, as (rows, columns).
[[nodiscard]] std::vector<std::pair<long, long>> kernel_blocks(const PositionKernel& kernel, std::size_t d);

}  // namespace attest::attention
