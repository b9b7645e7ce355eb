#include "attest/attention/toeplitz_in_double.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "attest/attention/double_sums.hpp"
#include "attest/attention/toeplitz_double_sums.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

Undecided out_of_range(const std::string& what) {
  return {Undecided::Reason::precision, what + " leave the range in which double can be trusted", {}, {}};
}

struct Scaled {
  DoubleMatrix matrix;
  double power;
  explicit Scaled(DoubleMatrix a) : matrix(std::move(a)), power(normalizing_power(largest_entry(matrix))) {
    for (double& x : matrix.entries()) x *= power;
  }
};

/// A double that carries one rounding, or nothing.
std::optional<double> rounded(const Ball& b) {
  if (arb_is_zero(b.raw())) return 0.0;
  const double x = arf_get_d(arb_midref(b.raw()), ARF_RND_NEAR);
  if (arb_rel_accuracy_bits(b.raw()) < 64 || !std::isnormal(x)) return std::nullopt;
  return x;
}

/// The differences that the mask allows, from the first to the last.
struct Range {
  long low, high;
  explicit Range(const Sight& s) : low(s.lowest()), high(low + static_cast<long>(s.differences()) - 1) {
    if (s.mask.block) {
      const long reach = static_cast<long>(std::min(*s.mask.block, s.offset + s.n + s.m)) - 1;
      low = std::max(low, -reach), high = std::min(high, reach);
    }
    while (low < high && !s.mask.allows(low)) ++low;
    while (high > low && !s.mask.allows(high)) --high;
  }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(high - low + 1); }
  [[nodiscard]] std::size_t padded() const { return (size() + 7) / 8 * 8; }
};

/// W by differences, each entry within one rounding; nothing where that cannot be had.
std::optional<std::vector<ToeplitzTables::Place>> kernel_places(const Problem& problem, const Range& range) {
  const std::size_t d = problem.q.cols();
  std::vector<ToeplitzTables::Place> out;
  if (const auto* general = std::get_if<GeneralKernel>(&problem.positions)) {
    for (std::size_t at = 0; at < d * d; ++at) {
      ToeplitzTables::Place place{at / d, at % d, std::vector<double>(range.padded())};
      for (std::size_t t = 0; t < range.size(); ++t) place.w[t] = general->matrix(range.low + static_cast<long>(t))[at];
      if (std::any_of(place.w.begin(), place.w.end(), [](double x) { return x != 0; })) out.push_back(std::move(place));
    }
    return out;
  }
  const auto skip = static_cast<std::size_t>(range.low - sight_of(problem).lowest());
  for (const auto& [cell, values] : kernel_entries(problem, BallField{Precision(192)})) {
    ToeplitzTables::Place place{cell.first, cell.second, std::vector<double>(range.padded())};
    for (std::size_t t = 0; t < range.size(); ++t) {
      const auto x = rounded(values[skip + t]);
      if (!x) return std::nullopt;
      place.w[t] = *x;
    }
    out.push_back(std::move(place));
  }
  return out;
}

/// e^{b - max b}, 0 where the mask hides; below 2^-1000 it may be 0 too: within 2^-1000 and one rounding.
std::vector<double> factors(const Problem& problem, const Range& range) {
  std::vector<double> f(range.size(), 0.0);
  const Precision p(128);
  std::optional<Rational> most;
  const auto difference = [&](std::size_t t) { return range.low + static_cast<long>(t); };
  for (std::size_t t = 0; t < range.size(); ++t) {
    if (!problem.mask.allows(difference(t))) continue;
    f[t] = 1;
    if (problem.has_bias()) {
      const Rational b = bias_at(problem.bias, difference(t));
      if (!most || b > *most) most = b;
    }
  }
  if (most)
    for (std::size_t t = 0; t < range.size(); ++t) {
      if (f[t] == 0) continue;
      const Rational b = bias_at(problem.bias, difference(t)) - *most;
      f[t] = b < Rational(-690) ? 0 : rounded(exp(Ball(b, p), p)).value_or(0);
    }
  return f;
}

/// |q_i|^T |W_{p-j}| |k_j| for all pairs, upward: by the columns' largest entries or by norms.
double absolute_scores_up(const ToeplitzTables& t) {
  const auto q = column_max(t.q), k = column_max(t.k);
  const std::vector<double> ones(t.k.cols(), 1.0);
  const double norms = mul_up(largest_weighted_norm_up(t.q, ones), largest_weighted_norm_up(t.k, ones));
  double largest = 0;
  for (std::size_t at = 0; at < t.factor.size(); ++at) {
    double sum = 0, square = 0;
    for (const auto& place : t.places) {
      const double w = std::fabs(place.w[at]);
      sum = add_up(sum, mul_up(w, mul_up(q[place.row], k[place.column])));
      square = add_up(square, mul_up(w, w));
    }
    largest = std::max(largest, std::min(sum, mul_up(sqrt_up(square), norms)));
  }
  return mul_up(largest, 1 + 8 * unit);  // the entries are rounded
}

double power_up(double x, std::size_t e) {
  double y = 1;
  for (std::size_t t = 0; t < e; ++t) y = mul_up(y, x);
  return y;
}

}  // namespace

Outcome<Answer> toeplitz_in_double(Answer answer, const Problem& problem, const ToeplitzPlan& plan, const Rational& eps,
                                   const Budget& budget, unsigned threads) {
  const Sight sight = sight_of(problem);
  const Range range(sight);
  auto places = kernel_places(problem, range);
  if (!places) return out_of_range("entries of W");
  double most_w = 0;
  for (const auto& place : *places)
    for (const double x : place.w) most_w = std::max(most_w, std::fabs(x));
  const double power_w = normalizing_power(most_w);
  for (auto& place : *places)
    for (double& x : place.w) x *= power_w;
  const Scaled q(problem.q), k(problem.k), v(problem.v);
  const DoubleMatrix values = with_ones(v.matrix);
  ToeplitzTables tables{q.matrix, k.matrix, values, sight, range.low, std::move(*places), factors(problem, range), {}};

  // c_e = p_e sigma^e, sigma the scale over the powers of two.
  const Precision p(192);
  const Ball sigma = div(score_factor(problem, p),
                         Ball(Rational::exact(q.power) * Rational::exact(k.power) * Rational::exact(power_w), p), p);
  const std::size_t d = problem.q.cols(), g = plan.degree();
  double magnitude = power_up(static_cast<double>(d), g);
  for (std::size_t e = 0; e <= g; ++e) {
    const auto c = rounded(mul(Ball(plan.approximation.p.coefficient(e), p), pow(sigma, e, p), p));
    if (!c) return out_of_range("coefficients");
    tables.coefficients.push_back(*c);
    magnitude = add_up(magnitude, mul_up(std::fabs(*c), power_up(static_cast<double>(d * d), e)));
  }
  const auto classes = toeplitz_classes(tables);
  const std::size_t count = toeplitz_roundings(tables, classes);
  magnitude = mul_up(magnitude, mul_up(static_cast<double>(8 * count), static_cast<double>(sight.m)));
  if (!(magnitude < 0x1p400) || !(power_up(static_cast<double>(d), g) < 0x1p100)) return out_of_range("terms");
  if (auto refusal = over_budget(plan.terms.str() + " Toeplitz terms in double",
                                 {toeplitz_double_bytes(tables, classes), 0}, budget))
    return *refusal;

  const double tau = mul_up(absolute_scores_up(tables), sigma.magnitude_upper().double_upper());
  const double relative = div_up(mul_up(gamma_up(count), majorant_up(plan.approximation.p, tau)),
                                 least_mean_weight(plan.approximation.relative_error, plan.score));
  const auto refused = [&](const std::string& bound) {
    return Undecided{Undecided::Reason::precision, "rounding in double may reach " + bound, {}, {}};
  };
  if (!(relative < 0.5)) return refused("the size of the result");

  const auto result = toeplitz_double_sums(tables, classes, threads);
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < sight.n; ++i) least = std::min(least, result.sums(i, problem.v.cols()));
  if (!(least > 0)) return refused("the size of the result");

  // |N~/D~ - N/D| <= (|N~ - N| + v_max |D~ - D|) / D~ with |D~ - D| <= relative D + lost.
  const double lost = mul_up(magnitude, 0x1p-999);
  const auto absolute = [&](std::size_t c) {
    return add_up(mul_up(result.error[c], add_up(1, gamma_up(count))), lost);
  };
  const double ones = absolute(problem.v.cols());
  const double shares = div_up(mul_up(mul_up(2, relative), add_up(1, div_up(ones, least))), -up(-(1 - relative)));
  const auto v_max = column_max(v.matrix);
  double worst = 0;
  for (std::size_t c = 0; c < problem.v.cols(); ++c) {
    const double quotient =
        add_up(mul_up(shares, v_max[c]), div_up(add_up(absolute(c), mul_up(v_max[c], ones)), least));
    worst = std::max(worst, add_up(quotient, add_up(mul_up(2 * unit, add_up(v_max[c], quotient)), underflow)));
  }
  answer.rounding_error =
      Rational::exact(std::isfinite(worst) ? worst : 0) / Rational::exact(v.power) + Rational::power_of_two(-1074);
  if (!std::isfinite(worst)) return refused("the size of the result");
  if (answer.error_bound() > eps)
    return refused(to_decimal(answer.rounding_error, 3, Direction::up) + ", with the rest " +
                   to_decimal(answer.error_bound(), 3, Direction::up) + ", more than eps = " + to_short_text(eps) +
                   " leaves");
  answer.output = quotients(result.sums);
  constexpr double most = std::numeric_limits<double>::max();  // the exact output is at most max|V|
  for (double& x : answer.output.entries()) x = std::clamp(x / v.power, -most, most);
  return answer;
}

}  // namespace attest::attention
