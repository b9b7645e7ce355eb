#include "attest/expoly/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::ChebyshevSeries;
using polynomial::Interval;
using polynomial::Polynomial;
using std::numbers::pi;

/// The series in double, scaled to coefficients of size 1: for guessing where it is large.
class Sketch {
 public:
  explicit Sketch(const std::vector<Ball>& f) {
    Ball largest;
    for (const auto& x : f) largest = max(largest, abs(x), Precision(64));
    for (const auto& x : f) f_.push_back(div(x, largest, Precision(64)).midpoint().nearest_double());
  }

  struct Jet {
    double q = 0, q1 = 0, q2 = 0;
  };
  [[nodiscard]] Jet operator()(double theta) const {
    Jet j;
    const double c1 = std::cos(theta), s1 = std::sin(theta);
    double c = 1, s = 0, n = 0;
    for (const double f : f_) {
      j.q += f * c;
      j.q1 -= n * f * s;
      j.q2 -= n * n * f * c;
      const double next = c * c1 - s * s1;
      s = c * s1 + s * c1;
      c = next;
      ++n;
    }
    return j;
  }
  [[nodiscard]] std::size_t terms() const { return f_.size(); }

 private:
  std::vector<double> f_;
};

/// A stretch of angles, |theta - pi r| <= pi half, with the Taylor polynomial of the series in t = (theta - pi r) /
/// (pi half) and an upper bound of the series' size there.
struct Cell {
  Rational r, half;
  std::vector<Ball> a;
  Rational upper;
  bool polished;
  friend bool operator<(const Cell& x, const Cell& y) { return x.upper < y.upper; }
};

/// Branch and bound for the supremum of |sum f_k cos k theta|.  All cells of the first grid share their length, so
/// the derivatives are scaled once: a_j = f^(j) d^j / j! with |a_j| <= sum |f_k| (k d)^j / j!, which also bounds
/// what the polynomials leave out.
class Search {
 public:
  Search(const ErrorSeries& e, const Rational& width, Precision p) : prec_(p), degree_(e.f.size() - 1), tail_(e.tail) {
    const std::size_t M = cells();
    const Ball d = div(constant_pi(p), Ball(2 * M), p);
    Ball size;
    for (const auto& f : e.f) size = max(size, abs(f), p);
    const Ball enough = mul(size, Ball(width / Rational(32), p), p);
    std::vector<Ball> term = e.f;  // f_k (k d)^j / j!
    for (std::size_t j = 0;; ++j) {
      rest_ = Ball(0);
      for (const auto& x : term) rest_ = add(rest_, abs(x), p);
      if (j > 0 && certainly(less(rest_, enough))) break;
      // cos, -sin, -cos, sin
      scaled_.emplace_back();
      for (const auto& x : term) scaled_.back().push_back(j % 4 == 1 || j % 4 == 2 ? neg(x) : x);
      for (std::size_t k = 0; k < term.size(); ++k) term[k] = div(mul(term[k], mul(Ball(k), d, p), p), Ball(j + 1), p);
    }
    rest_ = mul(Ball(2), rest_, p);  // the later orders: each is below half the one before
  }

  Outcome<CertifiedError> operator()(const Interval& I, const Rational& width, long pieces) {
    enqueue_grid();
    const Rational slack = tail_.upper() + rest_.upper();
    for (;;) {
      const Rational lower = max(lower_ - slack, Rational(0)), upper = queue_.front().upper + slack;
      if (upper <= (Rational(1) + width) * lower) return CertifiedError{{lower, upper}, point(I)};
      if (pieces-- <= 0)
        return Undecided{Undecided::Reason::pieces, "the width was not reached within the pieces allowed", lower,
                         upper};
      std::pop_heap(queue_.begin(), queue_.end());
      Cell top = std::move(queue_.back());
      queue_.pop_back();
      if (top.polished || !polish(top)) halve(top);
    }
  }

 private:
  [[nodiscard]] std::size_t cells() const { return 2 * (degree_ + 1); }

  void enqueue_grid() {
    const std::size_t M = cells();   // even
    std::vector<Ball> table(2 * M);  // cos(j pi / M)
    for (std::size_t j = 0; j <= M / 2; ++j) {
      table[j] = cos_pi(Rational(j) / Rational(M), prec_);
      table[M - j] = table[M + j] = neg(table[j]);
      if (j > 0) table[2 * M - j] = table[j];
    }
    std::vector<std::vector<arb_struct>> f;  // borrowed, for reading only
    for (const auto& row : scaled_) {
      f.emplace_back();
      for (const auto& x : row) f.back().push_back(*x.raw());
    }
    std::vector<arb_struct> c(degree_ + 1), s(degree_ + 1);
    for (std::size_t i = 0; i <= M; ++i) {
      for (std::size_t k = 0, at = 0; k <= degree_; ++k, at = (at + i) % (2 * M)) {
        c[k] = *table[at].raw();
        s[k] = *table[(at + 3 * M / 2) % (2 * M)].raw();  // sin x = cos(x - pi/2)
      }
      std::vector<Ball> a(f.size());
      for (std::size_t j = 0; j < f.size(); ++j)
        arb_dot(a[j].raw(), nullptr, 0, f[j].data(), 1, (j % 2 ? s : c).data(), 1, static_cast<slong>(degree_ + 1),
                prec_.bits());
      enqueue(Rational(i) / Rational(M), Rational(1) / Rational(2 * M), std::move(a));
    }
  }

  void push(Cell cell) {
    queue_.push_back(std::move(cell));
    std::push_heap(queue_.begin(), queue_.end());
  }

  /// |P| at t is certainly at least `value`.
  void note(const Ball& value, const Cell& cell, const Rational& t) {
    const Rational least = abs(value).lower();
    if (least <= lower_) return;
    lower_ = least;
    at_ = cell.r + cell.half * t;
  }

  /// The size of what stands behind the linear part.
  [[nodiscard]] Ball bend(const std::vector<Ball>& a) const {
    Ball sum;
    for (std::size_t j = 2; j < a.size(); ++j) sum = add(sum, abs(a[j]), prec_);
    return sum;
  }

  void enqueue(const Rational& r, const Rational& half, std::vector<Ball> a) {
    if (a.size() < 2) a.resize(2);
    const Ball ends = max(abs(sub(a[0], a[1], prec_)), abs(add(a[0], a[1], prec_)), prec_);
    const Rational upper = add(ends, bend(a), prec_).upper();
    Cell cell{r, half, std::move(a), upper, false};
    note(cell.a[0], cell, Rational(0));
    push(std::move(cell));
  }

  /// Two halves: P((t +- 1)/2).
  void halve(const Cell& cell) {
    const Rational quarter = cell.half / Rational(2);
    for (const int side : {-1, +1}) {
      auto b = cell.a;
      for (std::size_t j = 0; j < b.size(); ++j) arb_mul_2exp_si(b[j].raw(), b[j].raw(), -static_cast<slong>(j));
      for (std::size_t i = 0; i + 1 < b.size(); ++i)
        for (std::size_t k = b.size() - 1; k-- > i;)
          b[k] = side > 0 ? add(b[k], b[k + 1], prec_) : sub(b[k], b[k + 1], prec_);
      enqueue(cell.r + Rational(side) * quarter, quarter, std::move(b));
    }
  }

  /// Where s P is certainly concave on the cell, its tangent at a point near its maximum bounds it; -s P is bounded
  /// by its expansion at the centre.
  bool polish(Cell& cell) {
    const auto& a = cell.a;
    const Truth above = positive(a[0]);
    if (above == Truth::unknown || a.size() < 3) return false;
    const auto signed_of = [&](const Ball& x) { return certainly(above) ? x : neg(x); };
    Ball second = mul(Ball(2), signed_of(a[2]), prec_);
    for (std::size_t j = 3; j < a.size(); ++j) second = add(second, mul(Ball(j * (j - 1)), abs(a[j]), prec_), prec_);
    if (!certainly(positive(neg(second)))) return false;

    const Rational t = guess_critical(a);
    const Ball at(t, prec_);
    Ball value, slope;
    for (std::size_t j = a.size(); j-- > 0;) {
      slope = add(mul(slope, at, prec_), value, prec_);
      value = add(mul(value, at, prec_), a[j], prec_);
    }
    note(value, cell, t);
    slope = signed_of(slope);
    const Ball left = mul(slope, sub(Ball(-1), at, prec_), prec_), right = mul(slope, sub(Ball(1), at, prec_), prec_);
    const Ball tangent = add(signed_of(value), max(left, right, prec_), prec_);
    const Ball other = add(add(neg(abs(a[0])), abs(a[1]), prec_), bend(a), prec_);
    const Rational bound = max(max(tangent, other, prec_).upper(), Rational(0));
    cell.upper = min(bound, cell.upper);
    cell.polished = true;
    push(std::move(cell));
    return true;
  }

  /// A zero of P' in [-1, 1], or the end towards it, by Newton's rule in double.
  static Rational guess_critical(const std::vector<Ball>& a) {
    std::vector<double> p;
    const slong exponent = arf_abs_bound_lt_2exp_si(arb_midref(a[0].raw()));
    for (const auto& x : a) {
      Ball scaled;
      arb_mul_2exp_si(scaled.raw(), x.raw(), -exponent);
      p.push_back(arf_get_d(arb_midref(scaled.raw()), ARF_RND_NEAR));
    }
    double t = 0;
    for (int step = 0; step < 20; ++step) {
      double q1 = 0, q2 = 0;
      for (std::size_t j = p.size(); j-- > 1;) {
        const double n = static_cast<double>(j);
        q1 = q1 * t + n * p[j];
        if (j > 1) q2 = q2 * t + n * (n - 1) * p[j];
      }
      const double next = std::clamp(t - q1 / q2, -1.0, 1.0);
      if (!std::isfinite(next) || std::fabs(next - t) < 1e-16) break;
      t = next;
    }
    return Rational::exact(t);
  }

  /// The point of I at pi at_, rounded.
  [[nodiscard]] Rational point(const Interval& I) const {
    const Rational x = I.midpoint() + I.half_width() * round_to_bits(cos_pi(at_, Precision(64)).midpoint(), 52);
    return max(I.lower(), min(I.upper(), x));
  }

  Precision prec_;
  std::size_t degree_;
  Ball tail_, rest_;
  std::vector<std::vector<Ball>> scaled_;  // row j: the coefficients of the j-th Taylor coefficient
  std::vector<Cell> queue_;                // a heap
  Rational lower_, at_;
};

/// p on a point.
CertifiedError at_point(const Rational& value, const Rational& x, ErrorKind kind, const Rational& width,
                        const Budget& budget) {
  for (Precision p(128);; p = p.doubled()) {
    const Ball e = exp(Ball(x, p), p);
    Ball error = sub(Ball(value, p), e, p);
    if (kind == ErrorKind::relative) error = div(error, e, p);
    error = abs(error);
    const CertifiedError found{{max(error.lower(), Rational(0)), error.upper()}, x};
    if (found.upper <= (Rational(1) + width) * found.lower || p.doubled().bits() > budget.precision_bits) return found;
  }
}

long bits_below(const Rational& width) { return static_cast<long>(ceil(Rational(1) / width).bits()); }

}  // namespace

Outcome<CertifiedError> certify_error(const ChebyshevSeries& q, ErrorKind kind, const Rational& relative_width,
                                      const Budget& budget) {
  if (relative_width > Rational(1) || relative_width < Rational::power_of_two(-200))
    throw std::domain_error("relative_width: " + to_text(relative_width) + "; allowed are 2^-200 to 1");
  if (q.I.half_width().sign() == 0) {
    const auto found = at_point(q.c.at(0), q.I.midpoint(), kind, relative_width, budget);
    if (found.upper <= (Rational(1) + relative_width) * found.lower) return found;
    return Undecided{Undecided::Reason::precision, "the error is 0, or below what the budget's precision resolves",
                     found.lower, found.upper};
  }
  const long bits = bits_below(relative_width);
  Undecided why{Undecided::Reason::precision, "the budget allows no 128 bits", {}, {}};
  if (budget.precision_bits < 128) return why;
  const Precision last(budget.precision_bits);
  for (Precision p = guess_precision(q, kind, bits + 8, last);; p = std::min(p.doubled(), last)) {
    const ErrorSeries e = error_series(q, kind, bits + 8, p);
    Ball noise, size;
    for (const auto& f : e.f) {
      noise = add(noise, Ball(f.radius(), Precision(64)), Precision(64));
      size = max(size, abs(f), Precision(64));
    }
    // The supremum is at least half the largest coefficient.
    const bool clear =
        certainly(less(noise, mul(size, Ball(relative_width / Rational(16), Precision(64)), Precision(64))));
    if (!clear && p < last) continue;
    if (!clear) {
      Ball sum = e.tail;
      for (const auto& f : e.f) sum = add(sum, abs(f), Precision(64));
      why = {Undecided::Reason::precision, "the error is below what " + std::to_string(p.bits()) + " bits resolve",
             Rational(0), sum.upper()};
      break;
    }
    return Search(e, relative_width, Precision(bits + 64))(q.I, relative_width, budget.pieces);
  }
  return why;
}

Outcome<CertifiedError> certify_error(const Polynomial& p, const Interval& I, ErrorKind kind,
                                      const Rational& relative_width, const Budget& budget) {
  if (p.degree() > 5000)
    throw std::domain_error("p: degree " + std::to_string(p.degree()) + "; at most 5000 is certified");
  if (I.half_width() > Rational(5'000) || abs(I.midpoint()) > Rational(10'000))
    throw std::domain_error("interval: half-width above 5000 or |midpoint| above 10000");
  return certify_error(to_chebyshev(p, I), kind, relative_width, budget);
}

std::vector<Extremum> guess_extrema(const ErrorSeries& e) {
  const Sketch sketch(e.f);
  const double step = pi / static_cast<double>(8 * sketch.terms());
  std::vector<double> theta{0.0};
  double before = sketch(step / 2).q1;
  for (double here = 1.5 * step; here < pi; here += step) {
    const double slope = sketch(here).q1;
    if ((slope > 0) != (before > 0)) {
      double a = here - step, b = here;
      for (int halving = 0; halving < 50; ++halving) {
        const double mid = (a + b) / 2;
        ((sketch(mid).q1 > 0) == (before > 0) ? a : b) = mid;
      }
      theta.push_back((a + b) / 2);
    }
    before = slope;
  }
  theta.push_back(pi);
  std::vector<Extremum> found;
  for (const double t : theta) found.push_back({t, sketch(t).q});
  return found;
}

}  // namespace attest::expoly
