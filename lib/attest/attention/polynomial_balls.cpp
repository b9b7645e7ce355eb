// The polynomial method in balls; see polynomial_method.hpp.
#include <utility>
#include <vector>

#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"
#include "attest/polynomial/monomials.hpp"

namespace attest::attention {
namespace {

using polynomial::MonomialLevel;

/// All levels up to g, so that features can be generated row by row.
std::vector<MonomialLevel> levels(std::size_t d, std::size_t g) {
  std::vector<MonomialLevel> all{MonomialLevel(d)};
  while (all.size() <= g) all.push_back(all.back().next());
  return all;
}

/// f[a] = x^a for all monomials of all levels.
void features(const std::vector<MonomialLevel>& all, std::span<const double> x, Precision p, arb_ptr f) {
  arb_one(f);
  std::size_t from = 0, to = 1;
  Ball factor;
  for (std::size_t t = 0; t + 1 < all.size(); ++t) {
    std::size_t last = x.size();
    for_each_child(all[t], [&](std::size_t child, std::size_t parent, std::size_t v) {
      if (v != last) arf_set_d(arb_midref(factor.raw()), x[last = v]);
      arb_mul(f + to + child, f + from + parent, factor.raw(), p.bits());
    });
    from = to;
    to += all[t + 1].size();
  }
}

/// weight[a] = p_t multinomial(a), exactly enclosed.
BallMatrix weights(const std::vector<MonomialLevel>& all, const polynomial::Polynomial& poly, std::size_t r,
                   Precision p) {
  BallMatrix w(1, r);
  arb_ptr out = w.row_unchecked(0);
  std::vector<Integer> multinomial{1};
  std::size_t at = 0;
  for (std::size_t t = 0; t < all.size(); ++t) {
    if (t > 0) {
      std::vector<Integer> next;
      for_each_child(all[t - 1], [&](std::size_t child, std::size_t parent, std::size_t) {
        next.push_back(multinomial[parent] * t / all[t].leading_exponent(child));
      });
      multinomial = std::move(next);
    }
    const Ball c(poly.coefficient(t), p);
    for (const auto& m : multinomial) arb_mul(out + at++, c.raw(), Ball(m).raw(), p.bits());
  }
  return w;
}

BallMatrix outputs(const Problem& problem, const PolynomialPlan& plan, const std::vector<MonomialLevel>& all,
                   std::size_t r, Precision p, unsigned threads) {
  const std::size_t dv = problem.v.cols();
  BallMatrix M(dv + 1, r), f(1, r);
  const BallMatrix w = weights(all, plan.approximation.p, r, p);
  for (std::size_t j = 0; j < problem.k.rows(); ++j) {
    features(all, plan.data.y.row(j), p, f.row_unchecked(0));
    for (std::size_t c = 0; c <= dv; ++c) {
      const Ball value = c < dv ? Ball::exact(problem.v(j, c)) : Ball(1);
      for (std::size_t a = 0; a < r; ++a)
        arb_addmul(M.row_unchecked(c) + a, f.row_unchecked(0) + a, value.raw(), p.bits());
    }
  }
  for (std::size_t c = 0; c <= dv; ++c)
    for (std::size_t a = 0; a < r; ++a)
      arb_mul(M.row_unchecked(c) + a, M.row_unchecked(c) + a, w.row_unchecked(0) + a, p.bits());

  BallMatrix out(problem.q.rows(), dv);
  for_each_chunk(problem.q.rows(), 64, threads, [&](std::size_t begin, std::size_t end) {
    BallMatrix x(1, r);
    Ball sum;
    for (std::size_t i = begin; i < end; ++i) {
      features(all, plan.data.x.row(i), p, x.row_unchecked(0));
      arb_dot(sum.raw(), nullptr, 0, x.row_unchecked(0), 1, M.row_unchecked(dv), 1, static_cast<slong>(r), p.bits());
      for (std::size_t c = 0; c < dv; ++c) {
        arb_ptr to = out.row_unchecked(i) + c;
        arb_dot(to, nullptr, 0, x.row_unchecked(0), 1, M.row_unchecked(c), 1, static_cast<slong>(r), p.bits());
        arb_div(to, to, sum.raw(), p.bits());
      }
    }
  });
  return out;
}

}  // namespace

Outcome<Answer> softmax_by_polynomial_balls(const Problem& problem, const PolynomialPlan& plan, const Rational& eps,
                                            const Budget& budget, unsigned threads) {
  const std::string what = "rank " + plan.rank.str() + " in balls";
  if (auto refusal = over_budget(what, polynomial_balls_cost(problem, plan.rank, threads), budget)) return *refusal;
  const auto all = levels(problem.q.cols(), plan.degree());
  const auto r = static_cast<std::size_t>(plan.rank);

  Answer answer = answer_from(plan, "polynomial-balls");
  bool finite = false;
  for (Precision p(64); p.bits() <= budget.precision_bits; p = p.doubled()) {
    const BallMatrix out = outputs(problem, plan, all, r, p, threads);
    if (!arb_mat_is_finite(out.raw())) continue;
    finite = true;
    Rounded rounded = round_to_doubles(out);
    answer.rounding_error = rounded.error;
    answer.precision_bits = p.bits();
    answer.output = std::move(rounded.output);
    if (answer.error_bound() <= eps) return answer;
    if (p.bits() >= 1024) break;  // by now the float64 output is what limits
  }
  if (!finite)
    return Undecided{Undecided::Reason::precision, "no precision in the budget gives finite quotients", {}, {}};
  return Undecided{Undecided::Reason::precision,
                   "the output in float64 carries an error up to " +
                       to_decimal(answer.error_bound(), 3, Direction::up) + ", more than eps = " + to_text(eps),
                   {},
                   answer.error_bound()};
}

}  // namespace attest::attention
