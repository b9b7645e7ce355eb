#include "attest/reduction/to_attention.hpp"

#include <cmath>
#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::reduction {
namespace {

const Precision precision(256);

Ball e(const Rational& x) { return exp(Ball(x, precision), precision); }
Ball times(const Ball& a, const Ball& b) { return mul(a, b, precision); }
Ball plus(const Ball& a, const Ball& b) { return add(a, b, precision); }

/// The multiple of 2^-bits, bits relative to the size of x > 0, at or below (above) x.
Rational short_lower(const Rational& x) {
  long up = 64;
  while (x * Rational::power_of_two(up) < Rational::power_of_two(64)) up += 64;
  return Rational(floor(x * Rational::power_of_two(up))) * Rational::power_of_two(-up);
}
Rational short_upper(const Rational& x) {
  long up = 64;
  while (x * Rational::power_of_two(up) < Rational::power_of_two(64)) up += 64;
  return Rational(ceil(x * Rational::power_of_two(up))) * Rational::power_of_two(-up);
}

void set_thresholds(Thresholds& x, Rational yes, Rational no) {
  x.yes_at_least = std::move(yes);
  x.no_at_most = std::move(no);
  x.threshold = (x.yes_at_least + x.no_at_most) / Rational(2);
  const Rational half = (x.yes_at_least - x.no_at_most) / Rational(2);
  if (half.sign() <= 0)
    throw std::domain_error("thresholds: " + to_decimal(x.yes_at_least, 10, Direction::nearest) +
                            " for YES is not above " + to_decimal(x.no_at_most, 10, Direction::nearest) + " for NO");
  x.tolerable = short_lower(half * (Rational(1) - Rational::power_of_two(-30)));
}

/// What both forms need of the sets.
struct Counts {
  std::size_t order, d, t, m, largest = 0;
  Integer real = 1;

  explicit Counts(const GapProblem& x) : order(x.vectors.order()), d(0), t(x.t), m(0) {
    require_valid(x);
    if (order > attention::largest_order)
      throw std::invalid_argument("sets: " + std::to_string(order) + "; orders 2 to " +
                                  std::to_string(attention::largest_order) + " are supported");
    d = x.vectors.dimension();
    m = x.most_of_no();
    for (std::size_t p = 0; p < order; ++p) {
      largest = std::max(largest, x.vectors.sets[p].size());
      if (p > 0) real *= x.vectors.sets[p].size();
    }
  }
  [[nodiscard]] Rational width() const { return Rational(2 * d); }
};

/// factor (x, second) over as many rows of dummies.
DoubleMatrix with_dummies(const BitVectors& x, double factor, double second, double dummy) {
  const std::size_t n = x.size(), d = x.dimension();
  DoubleMatrix a(2 * n, 2 * d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) {
      a(i, l) = x.get(i, l) ? factor : 0;
      a(i, d + l) = second;
      a(n + i, d + l) = dummy;
    }
  return a;
}

/// The least multiple of 1/64 that is certainly at least x.
Rational beta_upper(const Ball& x) { return Rational(ceil(x.upper() * Rational(64))) / Rational(64); }

/// `dummy` in the second half of each dummy key.  The real weights sum to at least `yes` in the row of a YES instance
/// and to at most `no` in every row of a NO instance, beside `rest`.
Hardness assembled(const GapProblem& x, const Counts& c, std::string form, const Rational& beta, const Rational& lambda,
                   double dummy, const Ball& yes, const Ball& no, const Ball& rest) {
  Hardness h;
  const auto& sets = x.vectors.sets;
  const double factor = beta.nearest_double();
  if (Rational::exact(factor) != beta) throw std::domain_error("beta: " + to_text(beta) + " does not fit float64");
  h.problem.q = with_dummies(sets[0], factor, factor, 0);
  for (std::size_t p = 1; p < c.order; ++p) {
    const double second = dummy != 0 ? 0 : (p == 1 ? -lambda.nearest_double() : 1);
    h.problem.k.push_back(with_dummies(sets[p], 1, second, dummy));
    DoubleMatrix v(2 * sets[p].size(), 1);
    for (std::size_t j = 0; j < sets[p].size(); ++j) v(j, 0) = 1;
    h.problem.v.push_back(std::move(v));
  }
  h.problem.scale = attention::Scale::inverse();
  h.form = std::move(form);
  h.beta = beta;
  h.lambda = lambda;
  h.real_tuples = c.real;
  h.unmoved = c.real * ((1 << (c.order - 1)) - (dummy != 0 ? 2 : 1));
  const Ball root = exp(div(log(Ball(beta, precision), precision), Ball(c.order), precision), precision);
  h.entries = max(Ball(1), times(root, Ball(max(Rational(1), lambda), precision)), precision);
  const Ball loglog = log(log(Ball(2 * c.largest), precision), precision);
  h.entries_ratio = div(h.entries, exp(div(loglog, Ball(c.order), precision), precision), precision);
  h.queries = sets[0].size();
  set_thresholds(h, short_lower(div(yes, plus(yes, rest), precision).lower()),
                 short_upper(div(no, plus(no, rest), precision).upper()));
  return h;
}

}  // namespace

Hardness centred(const GapProblem& x) {
  const Counts c(x);
  const Rational d(c.d), t(c.t), m(c.m), lambda = round_to_bits((t + m) / (Rational(2) * d), 40);
  const Rational half = min(t - d * lambda, d * lambda - m);
  if (half.sign() <= 0) throw std::length_error("sets: dimension " + std::to_string(c.d) + "; at most 2^38");
  const Integer dummies = c.real * ((1 << (c.order - 1)) - 1);
  Integer target = dummies * c.largest;
  if (target == 1) target = 2;  // n = 1, k = 2: YES y >= 2/3
  const Rational beta = beta_upper(
      div(times(log(Ball(target), precision), Ball(c.width(), precision)), Ball(half, precision), precision));
  const Rational unit = beta / c.width();
  const Ball yes = plus(e(unit * (t - d * lambda)), times(Ball(Integer(c.real - 1)), e(-unit * d * lambda)));
  const Ball no = times(Ball(c.real), e(unit * (m - d * lambda)));
  return assembled(x, c, "centred", beta, lambda, 0, yes, no, Ball(dummies));
}

Hardness paper_like(const GapProblem& x) {
  const Counts c(x);
  const Rational t(c.t), m(c.m);
  const Rational beta =
      beta_upper(div(times(log(Ball(Integer(c.real * (1 << (c.order + 1)))), precision), Ball(c.width(), precision)),
                     Ball(t - m, precision), precision));
  const Rational unit = beta / c.width();
  const Ball tau = e(beta / Rational(2));
  const Ball yes = plus(e(unit * t), Ball(Integer(c.real - 1)));
  const Ball no = times(Ball(c.real), e(unit * m));
  const Ball rest = plus(times(Ball(c.real), tau), Ball(Integer(c.real * ((1 << (c.order - 1)) - 2))));
  return assembled(x, c, "paper-like", beta, 0, 1, yes, no, rest);
}

RotaryHardness with_rotary(const Hardness& x, const attention::Rotary& rotary) {
  const auto& hard = x.problem;
  if (hard.order() != 2)
    throw std::invalid_argument("order: " + std::to_string(hard.order()) + "; positions are for order 2");
  if (rotary.tempered != Rational(1)) throw std::invalid_argument("rotary: a temperature is not allowed here");
  for (const auto& plane : rotary.planes)
    if (plane.growth) throw std::invalid_argument("rotary: growth is not allowed here");
  const std::size_t width = hard.q.cols();
  attention::require_valid(attention::PositionKernel(rotary), width, std::max(hard.q.rows(), hard.k[0].rows()) - 1);

  RotaryHardness out;
  Rational growth(0);
  /// R^-1 of every row, with the largest entry before and the largest rounding.
  const auto turned_back = [&](const DoubleMatrix& a, Rational& largest, Rational& rounding) {
    DoubleMatrix b(a.rows(), a.cols());
    Rational after(0);
    for (std::size_t i = 0; i < a.rows(); ++i) {
      std::vector<Ball> row;
      for (std::size_t l = 0; l < width; ++l) {
        row.push_back(Ball::exact(a(i, l)));
        largest = max(largest, abs(Rational::exact(a(i, l))));
      }
      for (const auto& plane : rotary.planes) {
        const auto [c, s] = attention::turn(plane, i, BallField(precision));
        const Ball u = row[plane.first], v = row[plane.second];
        row[plane.first] = plus(times(c, u), times(s, v));
        row[plane.second] = sub(times(c, v), times(s, u), precision);
      }
      for (std::size_t l = 0; l < width; ++l) {
        b(i, l) = row[l].midpoint().nearest_double();
        rounding = max(rounding, sub(row[l], Ball::exact(b(i, l)), precision).magnitude_upper());
        after = max(after, abs(Rational::exact(b(i, l))));
      }
    }
    growth = max(growth, after / largest);
    return b;
  };
  Rational q(0), k(0), dq(0), dk(0);
  out.problem = {turned_back(hard.q, q, dq), turned_back(hard.k[0], k, dk), hard.v[0], hard.scale, rotary, {}, {}, 0};
  out.growth = growth;
  out.queries = x.queries;
  // R dq and R dk have the norms of dq and dk, at most sqrt(D) times their largest entries; the scale is 1/D.
  out.perturbation = q * dk + k * dq + dq * dk;
  if (out.perturbation > Rational(1, 4)) throw std::domain_error("rotary: float64 cannot hold the turned vectors");
  // Weights change by e^{+-eta}, so odds by e^{+-2 eta}: 1 - 2 eta <= e^{-2 eta}, e^{2 eta} <= 1 + 4 eta.
  set_thresholds(out, x.yes_at_least * (Rational(1) - Rational(2) * out.perturbation),
                 x.no_at_most * (Rational(1) + Rational(4) * out.perturbation));
  return out;
}

Decision decide(const Thresholds& x, const DoubleMatrix& output, const Rational& error) {
  if (output.rows() < x.queries || output.cols() == 0)
    throw std::invalid_argument("output: " + attention::shape(output) + "; at least " + std::to_string(x.queries) +
                                " rows and one column are needed");
  if (error.sign() < 0) throw std::invalid_argument("error: " + to_text(error) + "; it cannot be negative");
  Rational largest = 0;
  for (std::size_t i = 0; i < x.queries; ++i) {
    if (!std::isfinite(output(i, 0)))
      throw std::invalid_argument("output: entry (" + std::to_string(i) + ", 0) is not finite");
    const Rational y = Rational::exact(output(i, 0));
    if (y < -error || y > Rational(1) + error) return {Answer::undecided, 0, false, true};
    largest = i == 0 ? y : max(largest, y);
  }
  const Rational above = largest - error - x.no_at_most, below = x.yes_at_least - largest - error;
  if (above.sign() > 0 && below.sign() > 0) return {Answer::undecided, 0, true, false};
  if (above.sign() > 0) return {Answer::yes, above, false, false};
  if (below.sign() > 0) return {Answer::no, below, false, false};
  return {};
}

}  // namespace attest::reduction
