#include "exponential.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <vector>

#include "enclosure.hpp"

namespace check {
namespace {

constexpr unsigned first_bits = 256, last_bits = 1U << 14;
constexpr std::size_t most_coefficients = 2001, most_bits = 1U << 19;

/// exp on [a, b] = [m - h, m + h], and what error means.
struct Task {
  mpq_class a, b, m, h;
  bool relative = false;
};

std::size_t size(const mpq_class& q) { return mpz_sizeinbase(q.get_den_mpz_t(), 2); }

Task take_task(Record& problem) {
  Task t;
  const auto ends = problem.take_numbers("interval", 2);
  if (ends.size() != 2 || ends[0] >= ends[1]) problem.reject("two ends a < b are needed");
  t.a = ends[0], t.b = ends[1], t.m = (t.a + t.b) / 2, t.h = (t.b - t.a) / 2;
  if (t.h > 1000 || abs(t.m) > 10'000) problem.reject("the interval is too long or too far from 0");
  if (size(t.m) > 4096 || size(t.h) > 4096) problem.reject("the ends have too many digits");
  const std::string error = problem.take("error");
  if (error != "absolute" && error != "relative") problem.reject("absolute or relative is needed");
  t.relative = error == "relative";
  return t;
}

/// A cosine series sum f_k cos(k theta) in units of 2^-bits, within `rad` of the function meant, everywhere.
struct Series {
  std::vector<mpz_class> f;
  mpz_class rad;
};

/// e^y between integers in units of 2^-bits.  Where the bits are too few for e^{-y}, y > 0: e^y < 4^y.
Fixed exponential(const mpq_class& y, unsigned bits) {
  const Fixed f = exp_minus(abs(y), abs(y), bits);
  if (sgn(y) <= 0) return f;
  const mpz_class square = mpz_class(1) << 2 * bits;
  return {square / f.upper,
          f.lower == 0 ? mpz_class(1) << (bits + 2 * mpz_class(ceil(y)).get_ui()) : mpz_class(square / f.lower + 1)};
}

/// e^{sx} as a series, s = +-1, x = m + h cos(theta): e^{sm} times the product of e^{shz/2} and e^{sh/(2z)}, z =
/// e^{i theta}.  With a_j = (h/2)^j / j! between low[j] and high[j], up to the J where high is 1 and the rest at most
/// 1 in sum, coefficient k is sum_j a_j a_{j+k}.  Each is short by at most (2 w + 1) S, w the largest width and S the
/// sum of all high, and those beyond J add up to at most S (units of 2^{-2 bits}).
Series exp_series(const Task& t, int s, unsigned bits) {
  std::vector<mpz_class> low{mpz_class(1) << bits}, high = low;
  mpz_class S = low[0], w = 0;
  for (std::size_t j = 1; high.back() > 1 || t.h > j; ++j) {
    low.push_back(floor(low.back() * t.h / (2 * j)));
    high.push_back(ceil(high.back() * t.h / (2 * j)));
    S += high.back();
    w = std::max(w, mpz_class(high.back() - low.back()));
  }
  const std::size_t J = low.size() - 1;
  const Fixed scale = exponential(s * t.m, bits);
  Series e{std::vector<mpz_class>(J + 1), 0};
  for (std::size_t k = 0; k <= J; ++k) {
    mpz_class& x = e.f[k];
    for (std::size_t j = 0; j + k <= J; ++j) mpz_addmul(x.get_mpz_t(), low[j].get_mpz_t(), low[j + k].get_mpz_t());
    x = ((x >> bits) * scale.lower >> bits) * (k == 0 ? 1 : 2);
    if (s < 0 && k % 2 == 1) x = -x;
  }
  // Coefficients and what is beyond them, then the width of the scale times all of e^{sh cos}, at most (S 2^-bits)^2.
  const mpz_class loss = 2 * (J + 1) * (((2 * w + 1) * S >> bits) + 2) + 2 * ((S >> bits) + 1);
  e.rad = (loss * scale.upper >> bits) + (((S * S >> bits) + 1) * (scale.upper - scale.lower) >> bits) + 4 * (J + 1);
  return e;
}

/// q - e^x, or q e^{-x} - 1, for q = sum (c_k / scale) T_k; cut where what is left is below 2^-72 limit.
Series error_series(const Task& t, const std::vector<mpz_class>& c, const mpz_class& scale, const mpq_class& limit,
                    unsigned bits) {
  const Series e = exp_series(t, t.relative ? -1 : 1, bits);
  const std::size_t g = c.size() - 1, J = e.f.size() - 1;
  mpz_class size = 0;  // of q, times scale
  for (const auto& x : c) size += abs(x);
  const mpz_class negligible = floor(limit * (mpz_class(1) << bits)) >> 72;
  // Coefficients beyond D of the product come from those of e beyond D - g.
  const mpq_class factor = t.relative ? mpq_class(size) / scale : mpq_class(1);
  const std::size_t reach = t.relative ? g : 0;
  mpz_class left = 0;
  std::size_t D = std::max(J + reach, g);
  while (D > g + 1 && ceil((left + abs(e.f[D - reach])) * factor) <= negligible) left += abs(e.f[D-- - reach]);

  Series r{std::vector<mpz_class>(D + 1), ceil((left + e.rad) * factor) + D + 1};
  for (std::size_t k = 0; k <= D; ++k) {
    mpz_class& x = r.f[k];
    const auto add = [&](std::size_t i, std::size_t j) {
      if (j <= J) mpz_addmul(x.get_mpz_t(), c[i].get_mpz_t(), e.f[j].get_mpz_t());
    };
    for (std::size_t i = 0; t.relative && i <= g; ++i) {  // 2 T_i T_j = T_{i+j} + T_{|i-j|}
      if (i <= k) add(i, k - i);
      if (k > 0 && i >= k) add(i, i - k);
      add(i, i + k);
    }
    if (t.relative)
      x = x / (2 * scale) - (k == 0 ? mpz_class(1) << bits : mpz_class(0));
    else
      x = (k <= g ? mpz_class((c[k] << bits) / scale) : mpz_class(0)) - (k <= J ? e.f[k] : mpz_class(0));
  }
  return r;
}

/// Is |sum f_k cos(k theta)| + rad <= limit for all theta?  Cells |theta - c pi / n| <= w pi / n are bounded at their
/// centres by |q| + |q'| d + L2 d^2 / 2, d = w pi / n, L2 = sum k^2 |f_k|, and halved where that is too large.
class Ceiling {
 public:
  Ceiling(const Series& s, const mpz_class& limit) {
    // Short integers: 64 bits of the limit are kept.
    const std::size_t size = mpz_sizeinbase(limit.get_mpz_t(), 2);
    const unsigned cut = size > 64 ? static_cast<unsigned>(size - 64) : 0;
    mpz_class sum = 0;
    for (std::size_t k = 0; k < s.f.size(); ++k) {
      f_.push_back(s.f[k] >> cut);
      slope_.push_back(f_[k] * k);
      bend_ += abs(slope_[k]) * k;
      sum += abs(f_[k]);
    }
    limit_ = (limit >> cut) - (s.rad >> cut) - 2 - s.f.size() - (sum >> 64);
  }

  /// False where n = 2^steps angles are too few to tell.
  bool holds(unsigned steps) {
    n_ = std::size_t{1} << steps;
    fill_cosines();
    return holds(n_ / 2, n_ / 2);
  }

 private:
  static constexpr unsigned places = 96;

  /// cos(j pi / n), j = 0..n, in units of 2^-96: halfway between neighbours at the angle d apart it is their sum
  /// divided by 2 cos d.  Errors grow by 1 / cos d < 1.5 in the first step and less than 1 + d^2 later, plus 2 units
  /// each, to below 2^20 units; d itself runs through cos(d/2) = sqrt((1 + cos d) / 2).
  void fill_cosines() {
    const mpz_class one = mpz_class(1) << places;
    cosine_.assign(n_ + 1, 0);
    cosine_[0] = one, cosine_[n_] = -one;
    mpz_class cos_d = 0;  // of pi / 2
    for (std::size_t half = n_ / 4; half > 0; half /= 2) {
      cos_d = sqrt(mpz_class((one + cos_d) * one / 2));
      for (std::size_t j = half; j < n_; j += 2 * half)
        cosine_[j] = (cosine_[j - half] + cosine_[j + half]) * one / (2 * cos_d);
    }
  }
  [[nodiscard]] const mpz_class& cosine(std::size_t j) const {  // of j pi / n, any j
    j %= 2 * n_;
    return cosine_[j <= n_ ? j : 2 * n_ - j];
  }

  bool holds(std::size_t c, std::size_t w) {
    mpz_class q, slope;
    for (std::size_t k = 0; k < f_.size(); ++k) {
      mpz_addmul(q.get_mpz_t(), f_[k].get_mpz_t(), cosine(k * c).get_mpz_t());
      mpz_addmul(slope.get_mpz_t(), slope_[k].get_mpz_t(), cosine(k * c + 3 * n_ / 2).get_mpz_t());
    }
    q = (abs(q) >> places) + 1;
    slope = (abs(slope) >> places) + (bend_ >> 64) + 1;
    const mpz_class up = 355 * mpz_class(w), down = 113 * mpz_class(n_);  // d < up / down
    if (q + slope * up / down + bend_ * up * up / (2 * down * down) + 2 <= limit_) return true;
    if (w == 1 || q > limit_ + 2) return false;
    return holds(c - w / 2, w / 2) && holds(c + w / 2, w / 2);
  }

  std::vector<mpz_class> f_, slope_, cosine_;
  mpz_class bend_, limit_;
  std::size_t n_ = 0;
};

/// Rejects unless |error of q| <= limit on the interval.
void require_within(const Record& at, const Task& t, const std::vector<mpz_class>& c, const mpz_class& scale,
                    const mpq_class& limit) {
  for (unsigned bits = first_bits; bits <= last_bits; bits *= 2) {
    if ((floor(limit * (mpz_class(1) << bits)) >> 64) == 0) continue;
    const Series s = error_series(t, c, scale, limit, bits);
    const mpz_class most = floor(limit * (mpz_class(1) << bits));
    if (s.rad > (most >> 64)) continue;
    Ceiling ceiling(s, most);
    for (unsigned steps = 12; steps <= 20; steps += 4)
      if (ceiling.holds(steps)) return;
    at.reject("the polynomial is not shown to be within the bound");
  }
  at.reject("the polynomial's error is below what " + std::to_string(last_bits) + " bits resolve");
}

/// Rejects unless the points a + (b - a) n_i / steps fail degree points - 2: the divided difference sum w_i f(x_i),
/// w_i = prod 1 / (n_i - n_j), kills polynomials of that degree, so an error of at most limit omega(x) forces
/// |sum w_i e^{x_i}| <= limit sum |w_i| omega(x_i).  Everything is divided by e^b.
void require_failing(const Record& at, const Task& t, const std::vector<mpz_class>& n, const mpz_class& steps,
                     const mpq_class& limit) {
  std::vector<mpz_class> product;
  mpz_class least;
  for (std::size_t i = 0; i < n.size(); ++i) {
    mpz_class p = 1;
    for (std::size_t j = 0; j < n.size(); ++j)
      if (j != i) p *= n[i] - n[j];
    if (i == 0 || abs(p) < least) least = abs(p);
    product.push_back(p);
  }
  for (unsigned bits = first_bits; bits <= last_bits; bits *= 2) {
    const mpz_class unit = least << bits;  // w_i in units of 1 / unit
    mpz_class sum_low = 0, sum_high = 0, norm = 0;
    const Fixed end = exp_minus(t.b - t.a, t.b - t.a, bits), one{mpz_class(1) << bits, mpz_class(1) << bits};
    const Fixed at_b = t.relative ? one : exponential(-t.b, bits);
    for (std::size_t i = 0; i < n.size(); ++i) {
      const mpq_class z = (t.b - t.a) * mpq_class(mpz_class(steps - n[i])) / steps;
      const Fixed e = exp_minus(z, z, bits);
      const mpz_class w = unit / abs(product[i]);  // between w and w + 1
      const mpz_class low = w * e.lower, high = (w + 1) * e.upper;
      sum_low += product[i] > 0 ? low : mpz_class(-high);
      sum_high += product[i] > 0 ? high : mpz_class(-low);
      norm += (w + 1) * (t.relative ? e.upper : at_b.upper);
    }
    const mpz_class sum = sum_low > 0 ? sum_low : mpz_class(-sum_high);
    if (sum > 0 && sum > limit * norm) return;
  }
  at.reject("the points do not show that a lower degree fails");
}

/// |error at x| >= least, decided.
void require_at_least(const Record& at, const Task& t, const std::vector<mpq_class>& p, const mpq_class& x,
                      const mpq_class& least) {
  mpq_class value;
  for (std::size_t k = p.size(); k-- > 0;) value = value * x + p[k];
  for (unsigned bits = first_bits; bits <= last_bits; bits *= 2) {
    const Fixed e = exponential(x, bits);
    const mpq_class unit(1, mpz_class(1) << bits), lower = e.lower * unit, upper = e.upper * unit;
    // p >= (1 + least) e^x or p <= (1 - least) e^x; for absolute error e^x + least, e^x - least.
    const mpq_class up = t.relative ? mpq_class((1 + least) * upper) : mpq_class(upper + least);
    const mpq_class down =
        t.relative ? mpq_class((1 - least) * (least <= 1 ? lower : upper)) : mpq_class(lower - least);
    if (value >= up || value <= down) return;
  }
  at.reject("the error at the point is not shown to be that large");
}

/// p(m + h t) in the Chebyshev basis, over one scale: Horner's rule q <- (m + h t) q + p_k, where 2 t T_k = T_{k-1} +
/// T_{k+1}, on integers; with m = M/d, h = H/d each step multiplies the scale by 2d.
std::vector<mpz_class> to_chebyshev(const Task& t, const std::vector<mpq_class>& p, mpz_class& scale) {
  const mpz_class d = lcm(t.m.get_den(), t.h.get_den());
  const mpz_class M = mpq_class(t.m * d).get_num(), H = mpq_class(t.h * d).get_num();
  mpz_class common = 1;
  for (const auto& x : p) common = lcm(common, x.get_den());
  std::vector<mpz_class> q(p.size()), shifted(p.size() + 2);
  scale = 1;
  for (std::size_t k = p.size(); k-- > 0;) {
    std::fill(shifted.begin(), shifted.end(), 0);
    for (std::size_t i = 0; i < q.size(); ++i) {
      shifted[i + 1] += i == 0 ? mpz_class(2 * q[i]) : q[i];
      if (i > 0) shifted[i - 1] += q[i];
    }
    for (std::size_t i = 0; i < q.size(); ++i) q[i] = 2 * M * q[i] + H * shifted[i];
    q[0] += mpq_class(p[k] * common).get_num() * scale;
    if (k > 0) scale *= 2 * d;
  }
  scale *= common;
  return q;
}

}  // namespace

void exp_degree(Record& problem, Record& proof) {
  const Task t = take_task(problem);
  const mpq_class eps = problem.take_number("eps");
  if (eps <= 0) problem.reject("eps must be positive");
  const mpq_class least = problem.take_number("at-least"), most = problem.take_number("at-most");
  if (least.get_den() != 1 || most.get_den() != 1 || least < 0 || least > most || most >= most_coefficients - 1)
    problem.reject("degrees 0 <= at-least <= at-most < " + std::to_string(most_coefficients - 1) + " are needed");
  problem.finish();

  if (least > 0) {
    const auto steps = proof.take_integers("steps", 1);
    if (steps[0] < 1) proof.reject("steps must be positive");
    const auto n = proof.take_integers("points", most_coefficients);
    if (n.size() != least + 1) proof.reject("at-least + 1 points are needed");
    for (std::size_t i = 0; i < n.size(); ++i)
      if (n[i] < 0 || n[i] > steps[0] || (i > 0 && n[i] <= n[i - 1]))
        proof.reject("points must ascend from 0 to steps");
    require_failing(proof, t, n, steps[0], eps);
  }
  const auto scale = proof.take_integers("scale", 1);
  if (scale[0] < 1) proof.reject("the scale must be positive");
  const auto c = proof.take_integers("chebyshev", most_coefficients);
  if (c.size() > most + 1) proof.reject("the polynomial has a degree above at-most");
  require_within(proof, t, c, scale[0], eps);
  proof.finish();
}

void exp_error(Record& problem, Record& proof) {
  const Task t = take_task(problem);
  const auto p = problem.take_numbers("polynomial", most_coefficients);
  const mpq_class least = problem.take_number("at-least"), most = problem.take_number("at-most");
  if (least < 0 || least > most || most <= 0) problem.reject("0 <= at-least <= at-most > 0 are needed");
  problem.finish();

  const mpq_class x = proof.take_number("point");
  if (x < t.a || x > t.b) proof.reject("the point is outside the interval");
  if (p.size() * std::max(size(t.m) + size(t.h), size(x)) > most_bits)
    proof.reject("the polynomial is too long for numbers of so many digits");
  if (least > 0) require_at_least(proof, t, p, x, least);
  mpz_class scale;
  const auto c = to_chebyshev(t, p, scale);
  require_within(proof, t, c, scale, most);
  proof.finish();
}

}  // namespace check
