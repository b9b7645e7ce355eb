#include "attest/attention/definition.hpp"

#include <stdexcept>
#include <string>

#include "attest/attention/to_doubles.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

void set_row(arb_ptr to, std::span<const double> from) {
  for (std::size_t l = 0; l < from.size(); ++l) {
    arf_set_d(arb_midref(to + l), from[l]);
    mag_zero(arb_radref(to + l));
  }
}

/// The problem in balls of one working precision.
class Rows {
 public:
  Rows(const Problem& problem, Precision p)
      : p_(problem),
        prec_(p),
        factor_(score_factor(problem, p)),
        keys_(problem.k.rows(), problem.k.cols()),
        values_(problem.v.cols() + 1, problem.v.rows()) {
    for (std::size_t j = 0; j < problem.k.rows(); ++j) {
      set(keys_, j, problem.k.row(j), j, Role::key);
      for (std::size_t c = 0; c < problem.v.cols(); ++c)
        arf_set_d(arb_midref(values_.row_unchecked(c) + j), problem.v(j, c));
      arb_one(values_.row_unchecked(problem.v.cols()) + j);
    }
    if (problem.has_bias())
      for (std::size_t t = 0; t < problem.q.rows() + problem.k.rows() - 1; ++t)
        bias_.emplace_back(bias_at(problem.bias, lowest() + static_cast<long>(t)), p);
  }

  /// out[c] = sum_j e^{s_j - s} v_jc / sum_j e^{s_j - s} over the keys seen, with s any number (here the largest score,
  /// so that exponentials stay in range): the quotient does not depend on it.
  void row(std::size_t i, arb_ptr out) const {
    const std::size_t m = p_.k.rows(), position = i + p_.query_offset;
    const auto run = p_.mask.run(position, m);
    BallMatrix weight(1, m);
    arb_ptr w = weight.row_unchecked(0);
    scores(i, position, run, w);
    std::size_t top = run.first;
    for (std::size_t j = run.first; j <= run.last; j += p_.mask.dilation)
      if (arf_cmp(arb_midref(w + j), arb_midref(w + top)) > 0) top = j;
    Ball shift;
    arf_set(arb_midref(shift.raw()), arb_midref(w + top));
    for (std::size_t j = run.first; j <= run.last; j += p_.mask.dilation) {
      arb_sub(w + j, w + j, shift.raw(), prec_.bits());
      arb_exp(w + j, w + j, prec_.bits());
    }
    Ball sum;
    dot(sum.raw(), w, values_.row_unchecked(p_.v.cols()), run);
    for (std::size_t c = 0; c < p_.v.cols(); ++c) {
      dot(out + c, w, values_.row_unchecked(c), run);
      arb_div(out + c, out + c, sum.raw(), prec_.bits());
    }
  }

 private:
  [[nodiscard]] long lowest() const { return static_cast<long>(p_.query_offset) - static_cast<long>(p_.k.rows() - 1); }

  /// Row r of `to`: x as it stands at its position.
  void set(BallMatrix& to, std::size_t r, std::span<const double> x, std::size_t position, Role role) const {
    set_row(to.row_unchecked(r), x);
    const auto* rotary = std::get_if<Rotary>(&p_.positions);
    if (rotary == nullptr) return;
    std::vector<Ball> turned;
    for (const double entry : x) turned.push_back(Ball::exact(entry));
    rotate(*rotary, std::span<Ball>(turned), position, role, BallField{prec_});
    for (std::size_t l = 0; l < x.size(); ++l) arb_set(to.row_unchecked(r) + l, turned[l].raw());
  }

  void scores(std::size_t i, std::size_t position, const Mask::Run& run, arb_ptr w) const {
    const std::size_t d = p_.q.cols();
    const auto* general = std::get_if<GeneralKernel>(&p_.positions);
    BallMatrix query(1, d), matrix(d, d), moved(1, d);
    set(query, 0, p_.q.row(i), position, Role::query);
    arb_srcptr x = query.row_unchecked(0);
    for (std::size_t j = run.first; j <= run.last; j += p_.mask.dilation) {
      const long k = static_cast<long>(position) - static_cast<long>(j);
      if (general != nullptr) x = times_matrix(query, general->matrix(k), matrix, moved);
      arb_dot(w + j, nullptr, 0, x, 1, keys_.row_unchecked(j), 1, static_cast<slong>(d), prec_.bits());
      arb_mul(w + j, w + j, factor_.raw(), prec_.bits());
      if (!bias_.empty()) arb_add(w + j, w + j, bias_[static_cast<std::size_t>(k - lowest())].raw(), prec_.bits());
    }
  }

  /// q^T W in `moved`.
  arb_srcptr times_matrix(const BallMatrix& query, std::span<const double> w, BallMatrix& matrix,
                          BallMatrix& moved) const {
    const std::size_t d = p_.q.cols();
    for (std::size_t a = 0; a < d; ++a) set_row(matrix.row_unchecked(a), w.subspan(a * d, d));
    arb_mat_mul(moved.raw(), query.raw(), matrix.raw(), prec_.bits());
    return moved.row_unchecked(0);
  }

  void dot(arb_ptr out, arb_srcptr w, arb_srcptr v, const Mask::Run& run) const {
    const auto step = static_cast<slong>(p_.mask.dilation);
    arb_dot(out, nullptr, 0, w + run.first, step, v + run.first, step, static_cast<slong>(run.count), prec_.bits());
  }

  const Problem& p_;
  Precision prec_;
  Ball factor_;
  BallMatrix keys_, values_;  // values: a column of V is a row here; a row of ones behind them
  std::vector<Ball> bias_;    // by differences of positions, from the lowest
};

}  // namespace

void require_rows(std::size_t n, const std::vector<std::size_t>& rows) {
  for (const auto r : rows)
    if (r >= n) throw std::out_of_range("row: " + std::to_string(r) + "; Q has " + std::to_string(n) + " rows");
}

BallMatrix definition_rows(const Problem& problem, const std::vector<std::size_t>& rows, Precision p,
                           unsigned threads) {
  require_valid(problem);
  require_rows(problem.q.rows(), rows);
  const Rows definition(problem, p);
  BallMatrix out(rows.size(), problem.v.cols());
  for_each_chunk(rows.size(), 1, threads,
                 [&](std::size_t t, std::size_t) { definition.row(rows[t], out.row_unchecked(t)); });
  return out;
}

Outcome<Answer> softmax_by_definition(const Problem& problem, const Rational& eps, const Budget& budget,
                                      unsigned threads, const SomeRows& some) {
  require_valid(problem);
  if (some) require_rows(problem.q.rows(), *some);
  Precisions<Rows, Problem> definition(problem);
  return rows_to_doubles(
      some ? some->size() : problem.q.rows(), problem.v.cols(), eps, budget, threads,
      [&](std::size_t t, Precision p, arb_ptr out) { definition.at(p).row(some ? (*some)[t] : t, out); });
}

}  // namespace attest::attention
