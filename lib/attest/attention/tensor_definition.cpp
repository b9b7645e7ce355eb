#include "attest/attention/tensor_definition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <span>
#include <string>
#include <utility>

#include "attest/attention/double_sums.hpp"
#include "attest/attention/scores.hpp"
#include "attest/attention/seen_ranges.hpp"
#include "attest/attention/to_doubles.hpp"
#include "attest/kernel/definition.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

BallMatrix in_balls(const DoubleMatrix& a) {
  BallMatrix out(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t c = 0; c < a.cols(); ++c) arf_set_d(arb_midref(out.row_unchecked(i) + c), a(i, c));
  return out;
}

BallMatrix transposed(const BallMatrix& a) {
  BallMatrix out(a.cols(), a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t c = 0; c < a.cols(); ++c) arb_set(out.row_unchecked(c) + i, a.row_unchecked(i) + c);
  return out;
}

/// The problem in balls of one working precision.
class TensorRows {
 public:
  TensorRows(const TensorProblem& problem, Precision p)
      : p_(problem), prec_(p.bits()), scale_(problem.scale.value(problem.q.cols(), p)) {
    for (std::size_t a = 0; a < problem.k.size(); ++a) {
      keys_.push_back(in_balls(problem.k[a]));
      values_.push_back(in_balls(with_ones(problem.v[a])));
    }
    last_values_ = transposed(values_.back());
  }

  /// out[c] = sum e^{s - shift} v1_c v2_c ... / sum e^{s - shift}, with any shift: here about the largest score, so
  /// that exponentials stay in range.
  void row(std::size_t i, arb_ptr out) const {
    const std::size_t d = p_.q.cols(), columns = p_.values() + 1;
    BallMatrix z(1, d), sums(1, columns);
    for (std::size_t l = 0; l < d; ++l) {
      arf_set_d(arb_midref(z.row_unchecked(0) + l), p_.q(i, l));
      arb_mul(z.row_unchecked(0) + l, z.row_unchecked(0) + l, scale_.raw(), prec_);
    }
    Ball shift;
    const double factor = arf_get_d(arb_midref(scale_.raw()), ARF_RND_NEAR);
    std::vector<double> x(p_.q.row(i).begin(), p_.q.row(i).end());
    for (double& entry : x) entry *= factor;
    double top = -std::numeric_limits<double>::infinity();
    largest_score(0, x, top);
    if (std::isfinite(top)) arf_set_d(arb_midref(shift.raw()), top);
    descend(0, z, shift, sums.row_unchecked(0));
    for (std::size_t c = 0; c + 1 < columns; ++c)
      arb_div(out + c, sums.row_unchecked(0) + c, sums.row_unchecked(0) + columns - 1, prec_);
  }

 private:
  void largest_score(std::size_t mode, const std::vector<double>& z, double& top) const {
    const DoubleMatrix& keys = p_.k[mode];
    std::vector<double> next(z.size());
    for (std::size_t j = 0; j < keys.rows(); ++j) {
      for (std::size_t l = 0; l < z.size(); ++l) next[l] = z[l] * keys(j, l);
      if (mode + 1 < p_.k.size())
        largest_score(mode + 1, next, top);
      else
        top = std::max(top, std::accumulate(next.begin(), next.end(), 0.0));
    }
  }

  void descend(std::size_t mode, const BallMatrix& z, const Ball& shift, arb_ptr sums) const {
    if (mode + 1 == keys_.size()) return innermost(z, shift, sums);
    const std::size_t d = z.cols(), columns = values_[mode].cols();
    BallMatrix next(1, d), part(1, columns);
    for (std::size_t j = 0; j < keys_[mode].rows(); ++j) {
      for (std::size_t l = 0; l < d; ++l)
        arb_mul(next.row_unchecked(0) + l, z.row_unchecked(0) + l, keys_[mode].row_unchecked(j) + l, prec_);
      for (std::size_t c = 0; c < columns; ++c) arb_zero(part.row_unchecked(0) + c);
      descend(mode + 1, next, shift, part.row_unchecked(0));
      for (std::size_t c = 0; c < columns; ++c)
        arb_addmul(sums + c, part.row_unchecked(0) + c, values_[mode].row_unchecked(j) + c, prec_);
    }
  }

  void innermost(const BallMatrix& z, const Ball& shift, arb_ptr sums) const {
    const std::size_t m = keys_.back().rows();
    BallMatrix weights(1, m);
    arb_ptr w = weights.row_unchecked(0);
    for (std::size_t j = 0; j < m; ++j) {
      arb_dot(w + j, shift.raw(), 1, z.row_unchecked(0), 1, keys_.back().row_unchecked(j), 1,
              static_cast<slong>(z.cols()), prec_);
      arb_neg(w + j, w + j);  // arb_dot has subtracted the score from the shift
      arb_exp(w + j, w + j, prec_);
    }
    for (std::size_t c = 0; c < last_values_.rows(); ++c)
      arb_dot(sums + c, nullptr, 0, w, 1, last_values_.row_unchecked(c), 1, static_cast<slong>(m), prec_);
  }

  const TensorProblem& p_;
  slong prec_;
  Ball scale_;
  std::vector<BallMatrix> keys_, values_;  // a column of ones behind the values
  BallMatrix last_values_{0, 0};
};

Undecided refusal(std::string text) { return {Undecided::Reason::precision, std::move(text), {}, {}}; }

using Scores = kernel::DefinitionRows::Scores;

/// What both kinds of problem come to: scores sum_l x_l y1_l y2_l ... to within `perturbation`, and for order 2 perhaps
/// ranges of keys.
struct Rows {
  const DoubleMatrix& x;
  Modes y, v;
  ScoreBounds bounds;
  double perturbation;
  std::span<const kernel::KeyRange> seen{};
};

/// Upper bound of the error of the quotients of kernel::DefinitionRows; infinity where nothing can be promised.
double definition_rounding(const Rows& p, Scores scores) {
  using namespace kernel;
  const std::size_t modes = p.y.size();
  double v_max = 1, largest = 1, tuples = 1;
  std::vector<std::size_t> rows;
  for (const auto* v : p.v) {
    const double values = largest_entry(*v);
    v_max = mul_up(v_max, values);
    largest = mul_up(largest, std::max(1.0, values));
    rows.push_back(v->rows());
    tuples = mul_up(tuples, static_cast<double>(v->rows()));
  }
  double eta = add_up(p.perturbation, score_error(p.x.cols(), modes, p.bounds.absolute));
  // In units of the sum of the weights: at least e^{-score} a tuple, and shifted at least e^{-eta} > 1/3 in all.
  double weight = 1, lost = 0;
  if (scores == Scores::shifted) {
    eta = add_up(eta, shift_error);
    lost = mul_up(mul_up(3 * shift_lost, largest), tuples);
  } else {
    weight = exp(Ball(Rational::exact(p.bounds.score), Precision(64)), Precision(64)).upper().double_upper();
    lost = mul_up(mul_up(static_cast<double>(2 * modes), underflow), mul_up(largest, weight));
  }
  if (!(mul_up(mul_up(weight, largest), tuples * 2) < 0x1p1000)) return std::numeric_limits<double>::infinity();
  return quotient_error_up({definition_error(eta, rows), lost, 1, v_max});
}

Outcome<Answer> in_double(const Rows& p, const Rational& eps, unsigned threads, const SomeRows& some) {
  constexpr double largest_plain = 300;  // far from where e^s leaves the range of double
  const Scores scores = p.bounds.score <= largest_plain ? Scores::plain : Scores::shifted;
  const double rounding = definition_rounding(p, scores);
  if (!std::isfinite(rounding)) return refusal("rounding in double may reach the size of the result");
  if (Rational::exact(rounding) > eps)
    return refusal("the definition in double may be off by " + to_decimal_up(rounding, 3) +
                   ", more than eps = " + to_short_text(eps));

  std::vector<DoubleMatrix> values;
  for (const auto* v : p.v) values.push_back(with_ones(*v));
  const kernel::DefinitionRows definition(p.y, values);
  const std::size_t count = some ? some->size() : p.x.rows();
  const std::size_t d = p.x.cols(), columns = values.front().cols();
  DoubleMatrix sums(count, columns);
  // Queries together for order 2; for more the tuples of one query are.
  const std::size_t together =
      p.y.size() > 1 ? 1
                     : std::clamp<std::size_t>(count / std::max(1U, threads), 1, kernel::DefinitionRows::rows_at_once);
  for_each_chunk(count, together, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<double> x((end - begin) * d);
    for (std::size_t t = begin; t < end; ++t)
      std::ranges::copy(p.x.row(some ? (*some)[t] : t), x.begin() + static_cast<std::ptrdiff_t>((t - begin) * d));
    const auto out = sums.entries().subspan(begin * columns, (end - begin) * columns);
    if (p.seen.empty())
      definition.rows(x, out, scores);
    else
      definition.rows(x, p.seen.subspan(begin, end - begin), out, scores);
  });
  Answer answer;
  answer.method = "definition-double";
  answer.output = quotients(sums);
  answer.rounding_error = Rational::exact(rounding);
  answer.score_bound = Rational::exact(p.bounds.score);
  return answer;
}

}  // namespace

BallMatrix definition_rows(const TensorProblem& problem, const std::vector<std::size_t>& rows, Precision p,
                           unsigned threads) {
  require_valid(problem);
  require_rows(problem.q.rows(), rows);
  const TensorRows definition(problem, p);
  BallMatrix out(rows.size(), problem.values());
  for_each_chunk(rows.size(), 1, threads,
                 [&](std::size_t t, std::size_t) { definition.row(rows[t], out.row_unchecked(t)); });
  return out;
}

Outcome<Answer> tensor_by_definition(const TensorProblem& problem, const Rational& eps, const Budget& budget,
                                     unsigned threads, const SomeRows& some) {
  require_valid(problem);
  if (some) require_rows(problem.q.rows(), *some);
  Precisions<TensorRows, TensorProblem> definition(problem);
  return rows_to_doubles(
      some ? some->size() : problem.q.rows(), problem.values(), eps, budget, threads,
      [&](std::size_t t, Precision p, arb_ptr out) { definition.at(p).row(some ? (*some)[t] : t, out); });
}

Outcome<Answer> tensor_in_double(const TensorProblem& problem, const Rational& eps, unsigned threads,
                                 const SomeRows& some) {
  require_valid(problem);
  if (some) require_rows(problem.q.rows(), *some);
  BalancedTensor data;
  try {
    data = balance(problem);
  } catch (const std::domain_error& e) {
    return refusal(e.what());
  }
  Modes values;
  for (const auto& v : problem.v) values.push_back(&v);
  return in_double({data.x, data.keys(), values, data.bounds, data.perturbation}, eps, threads, some);
}

Outcome<Answer> softmax_in_double(const Problem& problem, const Rational& eps, unsigned threads) {
  require_valid(problem);
  if (problem.has_bias()) return refusal("biases are not for the definition in double; the one in balls takes them");
  Balanced data;
  try {
    data = balance(problem);
  } catch (const std::domain_error& e) {
    return refusal(e.what());
  }
  if (!std::isfinite(data.bounds.score)) return refusal("scores may leave the range of double");
  if (problem.mask.everything())
    return in_double({data.x, {&data.y}, {&problem.v}, data.bounds, data.perturbation}, eps, threads, std::nullopt);
  const SeenRanges ranges = seen_ranges(problem);
  const auto run = [&](const DoubleMatrix& x, const DoubleMatrix& y, const DoubleMatrix& v) {
    return in_double({x, {&y}, {&v}, data.bounds, data.perturbation, ranges.seen}, eps, threads, std::nullopt);
  };
  if (!ranges.sorted()) return run(data.x, data.y, problem.v);
  Outcome<Answer> answer =
      run(in_order(data.x, ranges.queries), in_order(data.y, ranges.keys), in_order(problem.v, ranges.keys));
  if (!answer.decided()) return answer;
  Answer sorted = std::move(answer).value();
  sorted.output = back_in_place(sorted.output, ranges.queries);
  return sorted;
}

}  // namespace attest::attention
