#include "attest/attention/anisotropic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "attest/attention/double_sums.hpp"
#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/weight_error.hpp"
#include "attest/count/binomial.hpp"
#include "attest/count/ranks.hpp"
#include "attest/expoly/bivariate.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

using namespace kernel;
using polynomial::Polynomial;

constexpr double unreachable = 1e30;
/// Strong scores and degrees beyond these are not considered for a staircase.
constexpr double largest_strong = 60;
constexpr std::size_t largest_degree = 150;

/// About the least relative errors of degree g = 0, 1, ... on [-B, B]: 2 sum_{k>g} |J_k(B)| for g >= B (expoly.md), the
/// Bessel functions by their recurrence downward.
std::vector<double> likely_errors(double B) {
  const std::size_t last = largest_degree + 20;
  std::vector<double> j(last + 2, 0.0), errors(largest_degree + 1);
  j[last] = 1e-280;
  double norm = 0;
  const double x = std::max(B, 1e-60);
  for (std::size_t k = last; k > 0; --k) {
    j[k - 1] = 2 * static_cast<double>(k) / x * j[k] - j[k + 1];
    if (std::fabs(j[k - 1]) > 1e250)
      for (std::size_t i = k - 1; i <= last; ++i) j[i] *= 1e-250;
  }
  for (std::size_t k = 0; k <= last; k += 2) norm += (k == 0 ? 1 : 2) * j[k];
  double tail = 0;
  for (std::size_t k = last; k > 0; --k) {
    tail += 2 * std::fabs(j[k] / norm);
    if (k <= errors.size()) errors[k - 1] = static_cast<double>(k) > B && tail < 0.999 ? tail : unreachable;
  }
  if (const double e = std::tanh(B) * 1.0001 + 1e-60; e < 0.999) errors[0] = std::min(errors[0], e);
  return errors;
}

/// a_e of e^z = sum_e a_e T_e(z/Z), about.
double chebyshev_weight(std::size_t e, double Z) {
  double term = e == 0 ? 1 : 2;
  for (std::size_t i = 1; i <= e; ++i) term *= Z / 2 / static_cast<double>(i);
  double sum = term;
  for (std::size_t k = 1; k < 40; ++k) sum += term *= Z * Z / 4 / static_cast<double>(k * (k + e));
  return sum;
}

double choose(std::size_t n, std::size_t k) {
  double c = 1;
  for (std::size_t i = 0; i < k; ++i) c *= static_cast<double>(n - i) / static_cast<double>(i + 1);
  return c;
}

/// The first or the other columns.
DoubleMatrix columns_of(const DoubleMatrix& a, std::size_t from, std::size_t to) {
  DoubleMatrix b(a.rows(), to - from);
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t l = from; l < to; ++l) b(i, l - from) = a(i, l);
  return b;
}
ScoreBounds bounds_of(const Rebased& data, std::size_t from, std::size_t to) {
  const DoubleMatrix x = columns_of(data.x, from, to), y = columns_of(data.y, from, to);
  return score_bounds({&x, &y});
}

/// The largest norms of the first d1 columns and of the others, for every d1; guesses.
struct GroupNorms {
  std::vector<double> first, rest;
};
GroupNorms group_norms(const DoubleMatrix& a) {
  const std::size_t d = a.cols();
  GroupNorms n{std::vector<double>(d + 1, 0.0), std::vector<double>(d + 1, 0.0)};
  for (std::size_t i = 0; i < a.rows(); ++i) {
    double first = 0, rest = 0;
    for (std::size_t l = 0; l < d; ++l) n.first[l + 1] = std::max(n.first[l + 1], first += a(i, l) * a(i, l));
    for (std::size_t l = d; l-- > 0;) n.rest[l] = std::max(n.rest[l], rest += a(i, l) * a(i, l));
  }
  for (auto* v : {&n.first, &n.rest})
    for (double& x : *v) x = std::sqrt(x);
  return n;
}

/// x on a grid of ten bits, upward: polynomials with short coefficients.
Rational short_up(double x) {
  int exponent = 0;
  std::frexp(std::max(x, 0x1p-100), &exponent);
  const Rational grid = Rational::power_of_two(exponent - 10);
  return Rational(ceil(Rational::exact(std::max(x, 0x1p-100)) / grid)) * grid;
}

/// Fewer monomials than `all` in total for one of the cuts, or nothing.
struct Cut {
  std::size_t strong;
  StaircaseGuess guess;
};
std::optional<Cut> find_cut(const Rebased& data, double eps, double all) {
  const std::size_t d = data.x.cols();
  const GroupNorms x = group_norms(data.x), y = group_norms(data.y);
  std::optional<Cut> best;
  for (std::size_t d1 = 1; d1 < d; ++d1) {
    const double S = x.first[d1] * y.first[d1], Z = x.rest[d1] * y.rest[d1];
    if (!(S <= largest_strong && Z <= S)) continue;
    const auto guess = guess_staircase(d1, d - d1, S * (1 + 1e-12), Z * (1 + 1e-12), eps);
    if (guess.monomials < (best ? best->guess.monomials : 0.9 * all)) best = Cut{d1, guess};
  }
  return best;
}

/// The plan of a cut where its polynomial is as good as guessed.
bool take_cut(AnisotropicPlan& plan, const Cut& cut, const Rational& weight_error, const Integer& all) {
  const std::size_t d = plan.data.x.cols(), d1 = cut.strong;
  const ScoreBounds strong = bounds_of(plan.data, 0, d1), weak = bounds_of(plan.data, d1, d);
  std::vector<Rational> row_errors;
  for (const double e : cut.guess.row_errors) row_errors.push_back(Rational::exact(e));
  const auto p = expoly::bivariate_approximation(short_up(strong.score), short_up(weak.score), row_errors,
                                                 Rational::exact(cut.guess.weak_error));
  if (!p || p->relative_error > weight_error) return false;
  Staircase stairs{d1, std::vector<std::size_t>(p->rows.size(), 0)};
  std::size_t least = 0;
  Integer rank = 0;
  for (std::size_t e = p->rows.size(); e-- > 0;) {
    least = std::max(least, static_cast<std::size_t>(std::max(0L, p->rows[e].degree())));
    stairs.degrees[e] = least;
    rank +=
        count::tight_rank(static_cast<long>(d1), static_cast<long>(least)) *
        count::monomials_of_degree(static_cast<long>(d - d1), static_cast<long>(e));
  }
  if (rank >= all) return false;
  plan.stairs = std::move(stairs);
  plan.rows = p->rows;
  plan.relative_error = p->relative_error;
  plan.strong_magnitude = strong.absolute, plan.weak_magnitude = weak.absolute;
  plan.rank = rank;
  return true;
}

/// All monomials, and their weights in the order of the split.
struct Terms {
  MonomialSplit split;
  std::vector<double> weights;
  std::size_t roundings;  ///< of a weight
};

/// 1/a! for the monomials x^a of a group, within |a| roundings, and their degrees in some of its variables.
struct GroupTerms {
  std::vector<double> inverse_factorial;
  std::vector<std::size_t> first_degree, last_degree;  ///< in the first `first` variables, in the others
};
GroupTerms group_terms(const MonomialGroup& group, std::size_t variables, std::size_t first) {
  const auto exponents = group.exponents(variables);
  GroupTerms terms;
  for (std::size_t f = 0; f < group.size(); ++f) {
    double value = 1;
    std::size_t degree[2] = {0, 0};
    for (std::size_t l = 0; l < variables; ++l)
      for (unsigned i = 1; i <= exponents[f * variables + l]; ++i) value /= i, ++degree[l < first ? 0 : 1];
    terms.inverse_factorial.push_back(value);
    terms.first_degree.push_back(degree[0]), terms.last_degree.push_back(degree[1]);
  }
  return terms;
}

/// c_te t! e! / a! for a monomial x^a of degree t in the strong columns and e in the others.
Terms staircase_terms(const AnisotropicPlan& plan, std::size_t d, std::size_t columns) {
  MonomialSplit split(d, plan.stairs, columns);
  const std::size_t g = plan.stairs.degrees.front(), h = plan.stairs.degrees.size() - 1, cut = split.low_variables();
  const GroupTerms low = group_terms(split.low(), cut, cut),
                   high = group_terms(split.high(), d - cut, plan.stairs.first - cut);
  std::vector<std::vector<double>> coefficient(h + 1, std::vector<double>(g + 1, 0.0));
  Rational e_factorial = 1;
  for (std::size_t e = 0; e <= h; e_factorial *= Rational(++e)) {
    Rational factorials = e_factorial;
    for (std::size_t t = 0; t <= g; factorials *= Rational(++t)) {
      const Rational exact = plan.rows[e].coefficient(t) * factorials;
      coefficient[e][t] = exact.nearest_double();
      if (exact.sign() != 0 && !std::isnormal(coefficient[e][t]))
        throw std::overflow_error("weights: a coefficient leaves the range of normal doubles");
    }
  }
  std::vector<double> weights;
  weights.reserve(split.monomials());
  for (const auto& p : split.panels())
    for (std::size_t i = p.begin; i < p.end; ++i) {
      const std::size_t a = p.factor_low ? p.factor : i, b = p.factor_low ? i : p.factor;
      const double c = coefficient[high.last_degree[b]][low.first_degree[a] + high.first_degree[b]],
                   f = low.inverse_factorial[a] * high.inverse_factorial[b], w = c * f;
      if (c != 0 && !(std::isnormal(f) && std::isnormal(w)))
        throw std::overflow_error("weights: a monomial's leaves the range of normal doubles");
      weights.push_back(w);
    }
  return {std::move(split), std::move(weights), plan.stairs.degree() + 3};
}

Terms terms_of(const AnisotropicPlan& plan, std::size_t d, std::size_t columns) {
  if (plan.stairs.first < d) return staircase_terms(plan, d, columns);
  const std::size_t g = plan.stairs.degree();
  return {MonomialSplit(d, g, columns), lowrank::monomial_weights(plan.rows.front(), d), lowrank::weight_roundings(g)};
}

/// sum_e z^e sum_t |coefficient| s^t, upward.
double staircase_majorant_up(const std::vector<Polynomial>& rows, double s, double z) {
  double value = 0;
  for (std::size_t e = rows.size(); e-- > 0;) value = add_up(mul_up(value, z), majorant_up(rows[e], s));
  return value;
}

double at_least_one(double x) { return std::max(1.0, x); }

double power_up(double x, std::size_t g) {
  double y = 1;
  for (std::size_t t = 0; t < g; ++t) y = mul_up(y, x);
  return y;
}

/// As in polynomial_in_double, per unit of the weights of all keys together, which is at least 1.
double rounding_bound(const AnisotropicPlan& plan, const Terms& terms, const DoubleMatrix& v) {
  const std::size_t r = terms.weights.size(), g = plan.stairs.degree(), m = v.rows();
  const std::size_t count = roundings(m, r, g) + terms.roundings + 1;  // one for the weight of the key
  const double relative =
      mul_up(gamma_up(count), staircase_majorant_up(plan.rows, plan.strong_magnitude, plan.weak_magnitude));
  const double v_max = std::max(1.0, largest_entry(v));
  double weight = 1;
  for (const double w : terms.weights) weight = std::max(weight, std::fabs(w));
  double magnitude = mul_up(power_up(at_least_one(largest_entry(plan.data.x)), g),
                            power_up(at_least_one(largest_entry(plan.data.y)), g));
  magnitude = mul_up(mul_up(magnitude, mul_up(v_max, weight)), mul_up(static_cast<double>(m), static_cast<double>(r)));
  if (!(magnitude < 0x1p900)) return std::numeric_limits<double>::infinity();
  const double lost = mul_up(mul_up(magnitude, static_cast<double>(4 * g + 6)), underflow);
  return quotient_error_up({relative, lost, least_mean_weight(plan.relative_error, plan.data.bounds.mean), v_max});
}

/// The values times the weights of their keys, and these.
DoubleMatrix weighted_values(const DoubleMatrix& v, const std::vector<double>& weight) {
  DoubleMatrix w(v.rows(), v.cols() + 1);
  for (std::size_t j = 0; j < v.rows(); ++j) {
    for (std::size_t c = 0; c < v.cols(); ++c) w(j, c) = weight[j] * v(j, c);
    w(j, v.cols()) = weight[j];
  }
  return w;
}

}  // namespace

StaircaseGuess guess_staircase(std::size_t d1, std::size_t d2, double S, double Z, double eps) {
  const auto strong = likely_errors(S), weak = likely_errors(Z);
  std::vector<double> up_to(strong.size());  // monomials of the strong columns
  for (std::size_t g = 0; g < up_to.size(); ++g) up_to[g] = choose(d1 + g, g);
  const auto needed = [](const std::vector<double>& errors, double most) {
    std::size_t g = 0;
    while (g < errors.size() && errors[g] > most) ++g;
    return g;
  };
  StaircaseGuess best;
  best.monomials = std::numeric_limits<double>::infinity();
  for (const double share : {0.5, 0.2, 0.05, 0.01}) {
    const std::size_t h = needed(weak, share * eps);
    if (h == weak.size()) continue;
    const double left = 0.999 * (1 - share) * eps * std::exp(-Z);
    std::vector<double> factor, rows;  // of the error of row e; its monomials in the weak columns
    for (std::size_t e = 0; e <= h; ++e) {
      factor.push_back(chebyshev_weight(e, Z));
      rows.push_back(choose(d2 + e - 1, e));
    }
    for (const bool greedy_by_count : {false, true}) {
      std::vector<std::size_t> g(h + 1);
      double error = 0;
      for (std::size_t e = h + 1; e-- > 0;) {
        g[e] = needed(strong, left / static_cast<double>(8 * (h + 1)) / factor[e]);
        if (e < h) g[e] = std::max(g[e], g[e + 1]);
        if (g[e] < strong.size()) error += factor[e] * strong[g[e]];
      }
      if (g[0] == strong.size()) continue;
      for (;;) {  // one degree less where that saves most, for the error it costs or at all
        std::size_t where = h + 1;
        double most = 0;
        for (std::size_t e = 0; e <= h; ++e) {
          if (g[e] == 0 || (e < h && g[e] == g[e + 1])) continue;
          const double more = factor[e] * (strong[g[e] - 1] - strong[g[e]]);
          if (error + more > left) continue;
          const double saved = rows[e] * (up_to[g[e]] - up_to[g[e] - 1]);
          const double gain = greedy_by_count ? saved : saved / (more + 1e-300);
          if (gain > most) most = gain, where = e;
        }
        if (where > h) break;
        error += factor[where] * (strong[g[where] - 1] - strong[g[where]]);
        --g[where];
      }
      double monomials = 0;
      for (std::size_t e = 0; e <= h; ++e) monomials += rows[e] * up_to[g[e]];
      if (monomials >= best.monomials) continue;
      best = {{d1, g}, {}, share * eps, monomials};
      for (const std::size_t t : g) best.row_errors.push_back(strong[t] * 1.0005);
    }
  }
  return best;
}

Outcome<AnisotropicPlan> plan_anisotropic(const Problem& problem, const Rational& eps, double affordable) {
  if (eps.sign() <= 0) throw std::domain_error("eps: " + to_short_text(eps) + "; it must be positive");
  auto data = rebase(problem);
  if (!data)
    return Undecided{
        Undecided::Reason::bounds_do_not_separate, "no better basis for queries and keys was found", {}, {}};
  const Rational spread = half_spread(problem.v);
  const auto plain = plan_scores(data->bounds.score, data->perturbation, spread, eps);
  if (!plain.decided()) return plain.why();
  const ScorePlan& scores = plain.value();
  const long d = static_cast<long>(problem.q.cols());

  AnisotropicPlan plan;
  plan.data = std::move(*data);
  plan.rank = count::tight_rank(d, static_cast<long>(scores.degree()));
  const Rational weight_error = weight_error_for(eps, spread);
  const auto cut = find_cut(plan.data, weight_error.double_lower(), plan.rank.truncated_double());
  // Each row of a staircase is a polynomial of certified error, in about this time.
  const double making =
      cut ? 1.5e-3 * std::max(1.0, plan.data.bounds.score) * static_cast<double>(cut->guess.row_errors.size()) : 0;
  if (!cut || making > affordable || !take_cut(plan, *cut, weight_error, plan.rank)) {
    plan.stairs = {problem.q.cols(), {scores.degree()}};
    plan.rows = {scores.approximation.p};
    plan.relative_error = scores.approximation.relative_error;
    plan.strong_magnitude = plan.data.bounds.absolute, plan.weak_magnitude = 0;
  }
  const Rational total = total_weight_error(plan.relative_error, plan.data.perturbation);
  if (total >= Rational(1))
    return Undecided{
        Undecided::Reason::precision, "rounding the scores alone may change a weight by its own size", {}, {}};
  plan.polynomial_error = total * spread;
  plan.normalization_error = normalization_error(total, spread);
  return plan;
}

double estimate_anisotropic_seconds(double rows, double d) {
  return estimate_rebase_seconds(rows, d) + 4e-3;  // several polynomials
}

Outcome<Answer> softmax_by_anisotropic(const Problem& problem, const AnisotropicPlan& plan, const Rational& eps,
                                       const Budget& budget, unsigned threads) {
  const std::string what = "rank " + plan.rank.str() + " (degree " + std::to_string(plan.stairs.degree()) + ")";
  if (auto refusal = over_budget(what, polynomial_cost(shape_of(problem), plan.rank, threads), budget)) return *refusal;
  Answer a;
  a.method = "polynomial";
  a.polynomial_error = plan.polynomial_error;
  a.normalization_error = plan.normalization_error;
  a.score_bound = Rational::exact(plan.data.bounds.score);
  a.degree = plan.stairs.degree();
  a.rank = plan.rank;
  const std::size_t columns = problem.v.cols() + 1;
  std::optional<Terms> terms;
  try {
    terms = terms_of(plan, problem.q.cols(), columns);
  } catch (const std::overflow_error& e) {
    return Undecided{Undecided::Reason::precision, e.what(), {}, {}};
  }
  const double rounding = rounding_bound(plan, *terms, problem.v);
  if (!std::isfinite(rounding))
    return Undecided{Undecided::Reason::precision, "rounding in double may reach the size of the result", {}, {}};
  a.rounding_error = Rational::exact(rounding);
  if (a.error_bound() > eps)
    return Undecided{Undecided::Reason::precision,
                     "rounding in double may reach " + to_decimal(a.rounding_error, 3, Direction::up) +
                         ", with the rest " + to_decimal(a.error_bound(), 3, Direction::up) +
                         ", more than eps = " + to_short_text(eps) + " leaves",
                     {},
                     a.error_bound()};
  const DoubleMatrix values = weighted_values(problem.v, plan.data.weight);
  const auto M = moments(plan.data.y, values, terms->split, threads);
  a.output = quotients(kernel::evaluate(plan.data.x, terms->weights, M, columns, terms->split, threads));
  return a;
}

}  // namespace attest::attention
