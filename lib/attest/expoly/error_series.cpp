#include "attest/expoly/error_series.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "attest/expoly/bessel.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

using polynomial::ChebyshevSeries;

/// I_k(h), k <= n, and beyond[k] = the sum over indices above k.
struct Table {
  Table(const Rational& h, std::size_t n, Precision p) : bessel(bessel_i(h, n, p)), beyond(n + 1) {
    beyond[n] = bessel.tail;
    for (std::size_t k = n; k > 0; --k) beyond[k - 1] = add(beyond[k], bessel.value[k], p);
  }
  [[nodiscard]] std::size_t last() const { return beyond.size() - 1; }
  BesselI bessel;
  std::vector<Ball> beyond;
};

/// q - exp: the coefficients differ by those of exp, 2 e^m I_k(h).
class Absolute {
 public:
  Absolute(const ChebyshevSeries& q, const Table& table, Precision p)
      : q_(q), table_(table), prec_(p), scale_(exp(Ball(q.I.midpoint(), p), p)) {}

  [[nodiscard]] std::size_t last() const { return table_.last(); }
  [[nodiscard]] Ball coefficient(std::size_t k) const {
    const Ball exact = mul(mul(Ball(k == 0 ? 1 : 2), scale_, prec_), table_.bessel.value[k], prec_);
    return k < q_.c.size() ? sub(Ball(q_.c[k], prec_), exact, prec_) : neg(exact);
  }
  [[nodiscard]] Ball beyond(std::size_t D) const { return mul(mul(Ball(2), scale_, prec_), table_.beyond[D], prec_); }

 private:
  const ChebyshevSeries& q_;
  const Table& table_;
  Precision prec_;
  Ball scale_;
};

/// q e^{-x} - 1.  In Laurent form C_j = c_|j| / 2 (C_0 = c_0) and B_j = (-1)^j e^{-m} I_|j|(h); what lies beyond D
/// is at most the sum over j of 2 |c_j| e^{-m} (the sum of I over indices above D - j).
class Relative {
 public:
  Relative(const ChebyshevSeries& q, const Table& table, Precision p)
      : table_(table),
        prec_(p),
        g_(q.c.size() - 1),
        scale_(exp(Ball(-q.I.midpoint(), p), p)),
        c_(1, 2 * g_ + 1),
        b_(1, 2 * table.last() + 1) {
    arb_ptr c = c_.row_unchecked(0), b = b_.row_unchecked(0) + table.last();
    for (std::size_t j = 0; j <= g_; ++j) {
      const Ball half(j == 0 ? q.c[0] : q.c[j] / Rational(2), p);
      arb_set(c + g_ + j, half.raw());
      arb_set(c + g_ - j, half.raw());
    }
    for (std::size_t j = 0; j <= table.last(); ++j) {
      const Ball value = mul(scale_, table.bessel.value[j], p);
      arb_set(b + j, (j % 2 ? neg(value) : value).raw());
      arb_set(b - j, b + j);
    }
  }

  [[nodiscard]] std::size_t last() const { return table_.last() - g_; }
  [[nodiscard]] Ball coefficient(std::size_t k) const {
    Ball sum;  // sum over j of C_j B_{k-j}
    arb_dot(sum.raw(), nullptr, 0, c_.row_unchecked(0), 1, b_.row_unchecked(0) + table_.last() + k + g_, -1,
            static_cast<slong>(2 * g_ + 1), prec_.bits());
    return k == 0 ? sub(sum, Ball(1), prec_) : mul(Ball(2), sum, prec_);
  }
  [[nodiscard]] Ball beyond(std::size_t D) const {
    const Precision low(64);
    Ball sum, size;
    for (std::size_t j = 0; j <= g_; ++j) {
      arb_abs(size.raw(), c_.row_unchecked(0) + g_ + j);
      arb_addmul(sum.raw(), size.raw(), table_.beyond[D > j ? D - j : 0].raw(), low.bits());
    }
    return mul(mul(Ball(4), sum, low), scale_, low);
  }

 private:
  const Table& table_;
  Precision prec_;
  std::size_t g_;
  Ball scale_;
  BallMatrix c_, b_;
};

/// The least D >= low with beyond(D) certainly below `limit`, given that it falls; none up to the last index.
template <class Source>
std::optional<std::size_t> least_cut(const Source& s, std::size_t low, const Ball& limit) {
  std::size_t high = s.last();
  if (low > high || !certainly(less(s.beyond(high), limit))) return std::nullopt;
  while (low < high) {
    const std::size_t mid = low + (high - low) / 2;
    if (certainly(less(s.beyond(mid), limit)))
      high = mid;
    else
      low = mid + 1;
  }
  return low;
}

/// All coefficients up to a sufficient D, or none where the table is too short for that.
template <class Source>
std::optional<ErrorSeries> series_of(const Source& s, std::size_t g, long tail_bits) {
  ErrorSeries e;
  const Precision low(64);
  Ball largest;
  for (std::size_t k = 0; k <= g + 1; ++k) {
    e.f.push_back(s.coefficient(k));
    Ball size;
    arb_get_ubound_arf(arb_midref(size.raw()), abs(e.f.back()).raw(), low.bits());
    largest = max(largest, size, low);
  }
  Ball limit;
  arb_mul_2exp_si(limit.raw(), largest.raw(), -tail_bits);
  const auto D = least_cut(s, g + 1, limit);
  if (!D) return std::nullopt;
  while (e.f.size() <= *D) e.f.push_back(s.coefficient(e.f.size()));
  e.tail = s.beyond(*D);
  return e;
}

}  // namespace

namespace {

void require_domain(const ChebyshevSeries& q) {
  const Rational h = q.I.half_width();
  if (q.c.empty() || q.c.size() > 5001)
    throw std::domain_error("degree: " + std::to_string(static_cast<long>(q.c.size()) - 1) + "; allowed are 0 to 5000");
  if (h.sign() <= 0 || h > Rational(5000) || abs(q.I.midpoint()) > Rational(10'000))
    throw std::domain_error("interval: [" + to_text(q.I.lower()) + ", " + to_text(q.I.upper()) +
                            "]; needed are 0 < half-width <= 5000 and |midpoint| <= 10000");
}

/// As many Bessel values as the first attempt takes.
std::size_t first_terms(const ChebyshevSeries& q) {
  return 2 * q.c.size() + 2 * static_cast<std::size_t>(ceil(q.I.half_width())) + 64;
}

/// 2^exponent is at least |x|, or at least the radius, and less than 4 times that; very small for 0.
long exponent_of(const mag_t m) { return mag_is_zero(m) ? -(1L << 40) : static_cast<long>(MAG_EXP(m)); }
long exponent(const Ball& x) {
  mag_t m;
  mag_init(m);
  arb_get_mag(m, x.raw());
  const long e = exponent_of(m);
  mag_clear(m);
  return e;
}
long exponent_of_radius(const Ball& x) { return exponent_of(arb_radref(x.raw())); }

}  // namespace

ErrorSeries error_series(const ChebyshevSeries& q, ErrorKind kind, long tail_bits, Precision p) {
  require_domain(q);
  constexpr std::size_t most = 1'000'000;
  for (std::size_t n = first_terms(q); n <= most; n += n / 2) {
    const Table table(q.I.half_width(), n, p);
    auto e = kind == ErrorKind::absolute ? series_of(Absolute(q, table, p), q.c.size() - 1, tail_bits)
                                         : series_of(Relative(q, table, p), q.c.size() - 1, tail_bits);
    if (e) return *std::move(e);
  }
  throw std::domain_error("tail_bits: " + std::to_string(tail_bits) + "; the series would need over a million terms");
}

Precision guess_precision(const ChebyshevSeries& q, ErrorKind kind, long bits, Precision last) {
  require_domain(q);
  for (Precision p(128); p < last; p = std::min(p.doubled(), last)) {
    const Table table(q.I.half_width(), first_terms(q), p);
    const auto probe = [&](std::size_t k) {
      return kind == ErrorKind::absolute ? Absolute(q, table, p).coefficient(k) : Relative(q, table, p).coefficient(k);
    };
    const Ball first = probe(0), next = probe(q.c.size());
    const long noise = exponent_of_radius(first), size = std::max(exponent(first), exponent(next));
    if (noise + 8 < size) return Precision(std::clamp(p.bits() + noise - size + bits + 16, 64L, last.bits()));
  }
  return last;
}

}  // namespace attest::expoly
