#include "attest/expoly/error.hpp"

#include <algorithm>
#include <queue>
#include <stdexcept>
#include <vector>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::Interval;
using polynomial::Polynomial;

/// A piece [c-w, c+w] of I with an upper bound of the error on it.
struct Piece {
  Rational center, half_width;
  Rational upper;
  friend bool operator<(const Piece& a, const Piece& b) { return a.upper < b.upper; }
};

/// The error function f on one piece, in t = x - c: f = a_0 + a_1 t + ..., |t| <= w.
class Expansion {
 public:
  Expansion(const Polynomial& p, ErrorKind kind, Precision precision) : kind_(kind), prec_(precision) {
    for (const auto& c : p.coefficients()) coefficients_.emplace_back(c, precision);
  }

  struct Range {
    Ball at_lower, at_center, at_upper;  // |f| at c-w, c, c+w
    Ball upper;                          // at least sup |f|
  };

  Range operator()(const Rational& center, const Rational& half_width) const {
    const Ball c(center, prec_), w(half_width, prec_);
    // f(c+t) e^{-c} = p(c+t) e^{-c} - e^t; relative error is that times e^{-t}.
    const Ball exp_c = exp(c, prec_);
    auto a = shifted(c);
    for (auto& x : a) x = div(x, exp_c, prec_);
    Range r = kind_ == ErrorKind::absolute ? absolute(std::move(a), w) : relative(a, w);
    if (kind_ == ErrorKind::absolute)
      for (Ball* b : {&r.at_lower, &r.at_center, &r.at_upper, &r.upper}) *b = mul(*b, exp_c, prec_);
    return r;
  }

 private:
  /// The coefficients of p(c + t), by repeated synthetic division.
  std::vector<Ball> shifted(const Ball& c) const {
    auto a = coefficients_;
    for (std::size_t i = 0; i + 1 < a.size(); ++i)
      for (std::size_t k = a.size() - 1; k-- > i;) a[k] = add(a[k], mul(c, a[k + 1], prec_), prec_);
    if (a.empty()) a.emplace_back(0);
    return a;
  }

  /// Coefficients of e^{s t}, s = +-1, up to degree n, and the tail w^{n+1}/(n+1)! * e^w behind them.
  std::pair<std::vector<Ball>, Ball> exponential(int s, const Ball& w, std::size_t n) const {
    std::vector<Ball> e{Ball(1)};
    Ball tail = w;
    for (std::size_t k = 1; k <= n; ++k) {
      e.push_back(div(s > 0 ? e.back() : neg(e.back()), Ball(k), prec_));
      tail = div(mul(tail, w, prec_), Ball(k + 1), prec_);
    }
    return {std::move(e), mul(tail, exp(w, prec_), prec_)};
  }

  std::size_t taylor_degree(std::size_t g) const { return g + 16 + static_cast<std::size_t>(prec_.bits() / 2); }

  Range absolute(std::vector<Ball> a, const Ball& w) const {
    auto [e, tail] = exponential(+1, w, taylor_degree(a.size()));
    if (a.size() < e.size()) a.resize(e.size());
    for (std::size_t k = 0; k < e.size(); ++k) a[k] = sub(a[k], e[k], prec_);
    return range(a, w, tail);
  }

  Range relative(const std::vector<Ball>& a, const Ball& w) const {
    auto [e, tail] = exponential(-1, w, taylor_degree(a.size()));
    std::vector<Ball> f(a.size() + e.size() - 1);
    Ball magnitude, power(1);
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t k = 0; k < e.size(); ++k) arb_addmul(f[i + k].raw(), a[i].raw(), e[k].raw(), prec_.bits());
      magnitude = add(magnitude, mul(abs(a[i]), power, prec_), prec_);
      power = mul(power, w, prec_);
    }
    f[0] = sub(f[0], Ball(1), prec_);
    return range(f, w, mul(magnitude, tail, prec_));
  }

  Range range(const std::vector<Ball>& a, const Ball& w, const Ball& tail) const {
    Ball rest, power = mul(w, w, prec_), even = a[0], odd = a.size() > 1 ? mul(a[1], w, prec_) : Ball(0);
    const Ball low = sub(a[0], odd, prec_), high = add(a[0], odd, prec_);
    for (std::size_t k = 2; k < a.size(); ++k) {
      const Ball term = mul(a[k], power, prec_);
      rest = add(rest, abs(term), prec_);
      (k % 2 ? odd : even) = add(k % 2 ? odd : even, term, prec_);
      power = mul(power, w, prec_);
    }
    Range r;
    r.at_center = abs(widened(a[0], tail));
    r.at_lower = abs(widened(sub(even, odd, prec_), tail));
    r.at_upper = abs(widened(add(even, odd, prec_), tail));
    r.upper = add(add(max(abs(low), abs(high), prec_), rest, prec_), tail, prec_);
    return r;
  }

  ErrorKind kind_;
  Precision prec_;
  std::vector<Ball> coefficients_;
};

/// A non-negative lower bound of |f| from its enclosure.
Rational floor_of(const Ball& b) { return max(b.lower(), Rational(0)); }

struct Attempt {
  Enclosure bounds;
  bool reached = false;
  bool precision_limits = false;
};

Attempt attempt(const Polynomial& p, const Interval& I, ErrorKind kind, const Rational& width, Precision precision,
                long pieces) {
  const Expansion expand(p, kind, precision);
  Attempt best;
  std::priority_queue<Piece> queue;
  Rational noise;  // the widest enclosure of a value seen
  const auto enqueue = [&](const Rational& c, const Rational& w) {
    const auto r = expand(c, w);
    if (!r.upper.is_finite()) throw std::domain_error("p: its values on the interval are out of range");
    for (const Ball* b : {&r.at_lower, &r.at_center, &r.at_upper})
      best.bounds.lower = max(best.bounds.lower, floor_of(*b));
    noise = max(noise, r.at_center.radius());
    queue.push({c, w, r.upper.upper()});
  };

  // Start from pieces of half-width at most 1/2, so that the expansions of exp are short.
  const Rational start(1, 2);
  const Integer n = max(Rational(1), Rational(ceil(I.half_width() / start))).numerator();
  const Rational w = I.half_width() / Rational(n);
  for (Integer i = 0; i < n; ++i) enqueue(I.lower() + Rational(2 * i + 1) * w, w);

  for (;;) {
    const Piece top = queue.top();
    best.bounds.upper = top.upper;
    if (top.upper <= (Rational(1) + width) * best.bounds.lower) {
      best.reached = true;
      return best;
    }
    best.precision_limits = noise * Rational(8) > width * best.bounds.upper;
    if (best.precision_limits || top.half_width.sign() == 0 || pieces-- <= 0) return best;
    queue.pop();
    const Rational half = top.half_width / Rational(2);
    enqueue(top.center - half, half);
    enqueue(top.center + half, half);
  }
}

}  // namespace

Outcome<Enclosure> certify_error(const Polynomial& p, const Interval& I, ErrorKind kind, const Rational& relative_width,
                                 const Budget& budget) {
  if (p.degree() > 2000)
    throw std::domain_error("p: degree " + std::to_string(p.degree()) + "; at most 2000 is certified");
  if (relative_width.sign() <= 0 || relative_width > Rational(1))
    throw std::domain_error("relative_width: " + to_text(relative_width) + "; allowed are 0 < width <= 1");
  if (I.half_width() > Rational(10'000) || abs(I.midpoint()) > Rational(10'000))
    throw std::domain_error("interval: wider than 20000 or farther than 10000 from 0");

  for (Precision precision(128); precision.bits() <= budget.precision_bits; precision = precision.doubled()) {
    const Attempt a = attempt(p, I, kind, relative_width, precision, budget.pieces);
    if (a.reached) return a.bounds;
    const bool last = precision.doubled().bits() > budget.precision_bits;
    if (a.precision_limits && !last) continue;
    const auto reason = a.precision_limits ? Undecided::Reason::precision : Undecided::Reason::pieces;
    return Undecided{reason,
                     a.precision_limits
                         ? "the error is below what " + std::to_string(precision.bits()) + " bits resolve"
                         : "the width was not reached within " + std::to_string(budget.pieces) + " pieces",
                     a.bounds.lower, a.bounds.upper};
  }
  return Undecided{Undecided::Reason::precision, "the budget allows no 128 bits", {}, {}};
}

}  // namespace attest::expoly
