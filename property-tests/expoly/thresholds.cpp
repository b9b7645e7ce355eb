#include "attest/expoly/thresholds.hpp"

#include <cmath>

#include "attest/count/ranks.hpp"
#include "attest/expoly/leading.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/taylor.hpp"
#include "common.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;

namespace {

const std::vector<Route> routes{Route::taylor, Route::paper, Route::optimum};
Route route() { return *rc::gen::elementOf(routes); }
Rational between(long low, long high, long parts) { return Rational(*rc::gen::inRange(low, high + 1), parts); }

/// The same equation with nothing shared: long doubles, the formulas as printed, bisection on kappa alone.
long double slow_exponent(Route r, long double C, long double a, long double kappa) {
  const auto defect = [&](long double g) {
    if (r == Route::taylor) return g * (std::log(g) - 1 - std::log(kappa)) - a - kappa;
    if (r == Route::paper) return g * std::asinh(g / kappa) - std::hypot(g, kappa) - a - kappa;
    return g * std::acosh(g / kappa) - std::sqrt(g * g - kappa * kappa) - a;
  };
  long double low = r == Route::taylor ? 2 * kappa : r == Route::paper ? 0 : kappa, high = low + 1;
  while (defect(high) < 0) high *= 2;
  for (int i = 0; i < 100; ++i) (defect((low + high) / 2) < 0 ? low : high) = (low + high) / 2;
  return 1 + (C + low) * std::log(C + low) - C * std::log(C) - low * std::log(low);
}
long double slow_threshold(Route r, std::size_t order, long double C, long double a) {
  long double low = 0, high = 1;
  while (slow_exponent(r, C, a, high) < static_cast<long double>(order)) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const long double at = (low + high) / 2;
    (slow_exponent(r, C, a, at) < static_cast<long double>(order) ? low : high) = at;
  }
  return low;
}
bool near(const Ball& x, long double y, double relative) {
  const double m = x.midpoint().nearest_double();
  return std::fabs(m - static_cast<double>(y)) <= relative * std::fabs(m);
}

/// Degrees one of which is the route's least at n = 2^m, logits at most beta, error 2^-s.
std::pair<std::size_t, std::size_t> degrees(Route r, const Rational& beta, long s) {
  const Rational eps = Rational::power_of_two(-s);
  const Precision p(128);
  if (r == Route::taylor) {
    const std::size_t g = taylor_relative_degree(Interval(-beta, beta), eps);
    return {g, g};
  }
  const auto ends = [&](const auto& sandwich, std::size_t first) {
    std::size_t high = first;
    while (!certainly(less_equal(sandwich.upper(high), Ball(eps, p)))) ++high;
    std::size_t low = high;
    while (low > first && !certainly(less(Ball(eps, p), sandwich.lower(low - 1)))) --low;
    return std::pair{low, high};
  };
  if (r == Route::paper) return ends(BesselSandwich(Interval(0, Rational(2) * beta), eps, p), 0);
  const RelativeSandwich sandwich(Interval(-beta, beta), eps, p);
  return ends(sandwich, sandwich.first());
}

}  // namespace

int main() {
  Suite s("expoly/thresholds");
  s.fact("the thresholds for d = ln n and error 1/n come out to 20 digits", [] {
    // The digits are mpmath's, bisection on kappa at 30 digits.
    const std::vector<std::vector<const char*>> table{
        {"0.02985338945272845666221", "0.05667079335164456021855", "0.06330203582352145067629"},
        {"0.4326713683173188805346", "0.7356311351439870356724", "1.120996489154874133314"},
        {"1.711649448652877549739", "2.805106234801897870448", "5.0857680518130705859"},
        {"5.240029330437346093864", "8.482968250016795499137", "16.90452277465841239574"},
        {"14.84804699619650785273", "23.93334867025711463644", "50.25125117564783091637"}};
    for (std::size_t k = 2; k <= 6; ++k)
      for (std::size_t r = 0; r < 3; ++r) {
        const Ball x = threshold(routes[r], k, 1, 1, Precision(128));
        const Rational known = parse_rational(table[k - 2][r]);
        RC_ASSERT(abs(x.midpoint() - known) < known * eps_of(20));
        RC_ASSERT(x.radius() < known * eps_of(30));
      }
  });
  s.law("thresholds and exponents are those of a plain bisection in long double", [] {
    const Route r = route();
    const std::size_t order = size_in(2, 5);
    const Rational C = between(1, 16, 4), a = between(1, 12, 4), kappa = between(1, 64, 16);
    const double c = C.nearest_double(), e = a.nearest_double(), k = kappa.nearest_double();
    RC_ASSERT(near(exponent(r, C, a, kappa, Precision(100)), slow_exponent(r, c, e, k), 1e-12));
    const Ball t = threshold(r, order, C, a, Precision(100));
    // Where the slow one stays within what long doubles hold apart.
    if (t.midpoint() > eps_of(6) && t.midpoint() < Rational(10000))
      RC_ASSERT(near(t, slow_threshold(r, order, c, e), 1e-9));
  });
  s.law(
      "just below the threshold the exponent is below the order, just above it is above",
      [] {
        const Route r = route();
        const std::size_t order = size_in(2, 8);
        const Rational C = between(1, 256, 4), a = between(1, 512, 8);
        const Precision p(100);
        const Ball t = threshold(r, order, C, a, p), k(order);
        RC_ASSERT(t.radius() < t.lower() * Rational::power_of_two(9 - p.bits()));
        const Rational hair = Rational::power_of_two(-60);
        RC_PRE(t.upper() * (Rational(1) + hair) < Rational(1'000'000));
        RC_ASSERT(certainly(less(exponent(r, C, a, t.lower() * (Rational(1) - hair), p), k)));
        RC_ASSERT(certainly(less(k, exponent(r, C, a, t.upper() * (Rational(1) + hair), p))));
      },
      0.5);
  s.law("the exponent grows with the logits, with the columns and with the digits wanted", [] {
    const Route r = route();
    const Rational C = between(1, 60, 4), a = between(1, 60, 4), kappa = between(1, 200, 50);
    const Rational more = between(65, 128, 64);
    const Precision p(100);
    const Ball e = exponent(r, C, a, kappa, p);
    RC_ASSERT(certainly(less(e, exponent(r, C * more, a, kappa, p))));
    RC_ASSERT(certainly(less(e, exponent(r, C, a * more, kappa, p))));
    RC_ASSERT(certainly(less(e, exponent(r, C, a, kappa * more, p))));
  });
  s.law("the optimum needs less than the papers' route, and that less than Taylor; thresholds the other way", [] {
    const Rational C = between(1, 60, 4), a = between(1, 60, 4), kappa = between(1, 200, 50);
    const std::size_t order = size_in(2, 6);
    const Precision p(100);
    for (std::size_t i = 0; i + 1 < 3; ++i) {
      RC_ASSERT(certainly(less(degree_constant(routes[i + 1], a, kappa, p), degree_constant(routes[i], a, kappa, p))));
      RC_ASSERT(certainly(less(threshold(routes[i], order, C, a, p), threshold(routes[i + 1], order, C, a, p))));
    }
  });
  s.law("the papers' constant is a nu_+(2 kappa / a)", [] {
    const Rational a = between(1, 60, 4), kappa = between(1, 200, 50);
    const Precision p(160);
    const Ball nu = leading_nu(Exponential::growing, Rational(2) * kappa / a, p);
    const Ball hair = Ball(Rational::power_of_two(-100), p);
    RC_ASSERT(certainly(less(abs(sub(degree_constant(Route::paper, a, kappa, p), mul(Ball(a, p), nu, p), p)), hair)));
  });
  s.law("Taylor's columns are at most n^f for every n, not only in the limit", [] {
    const Rational C = between(1, 12, 4), a = between(1, 12, 4), kappa = between(1, 32, 32);
    const long m = *rc::gen::inRange(8L, 200L);
    const Precision p(128);
    const Ball log_n = mul(Ball(m), log(Ball(2), p), p);
    const Rational beta = round_to_bits(kappa * log_n.lower(), 40);
    RC_PRE(beta <= kappa * log_n.lower());
    const auto d = static_cast<long>(floor(C * log_n.lower()));
    RC_PRE(d >= 1);
    // Error n^-a with a = s/m exactly, s whole.
    const long s_bits = static_cast<long>(floor(a * Rational(m)));
    RC_PRE(s_bits >= 1);
    const auto g = static_cast<long>(degrees(Route::taylor, beta, s_bits).first);
    const Ball bound = exponent(Route::taylor, C, max(Rational(s_bits, m), Rational(1, 64)), kappa, p);
    RC_ASSERT(certainly(less_equal(add(div(log(Ball(count::tight_rank(d, g)), p), log_n, p), Ball(1), p), bound)));
  });
  s.fact("exponents of exact columns at certified degrees come nearer to the constants as n grows, on each route", [] {
    const Precision p(128);
    for (const Route r : routes)
      for (const Rational& kappa : {Rational(1, 100), Rational(1, 20), Rational(2, 5)}) {
        const Ball limit = exponent(r, 1, 1, kappa, p);
        Rational before(1);
        for (const long m : {50, 200, 800}) {
          const Ball log_n = mul(Ball(m), log(Ball(2), p), p);
          const auto d = static_cast<long>(floor(log_n.lower()));
          const auto [low, high] = degrees(r, round_to_bits(kappa * log_n.midpoint(), 40), m);
          RC_ASSERT(high <= low + 1);
          const auto at = [&](std::size_t g) {
            return add(div(log(Ball(count::tight_rank(d, static_cast<long>(g))), p), log_n, p), Ball(1), p);
          };
          const Ball off = max(abs(sub(at(low), limit, p)), abs(sub(at(high), limit, p)), p);
          RC_ASSERT(off.upper() < before);
          // The factor sqrt(2 pi d g / (d + g)) and at most two steps of the degree.
          RC_ASSERT(certainly(less(mul(off, log_n, p), add(Ball(4), log(log_n, p), p))));
          before = off.lower();
        }
        RC_ASSERT(before < Rational(1, 50));
      }
  });
  s.fact("the optimum is attained at the thresholds of orders 2 and 3, and from order 4 on that is not shown", [] {
    const Precision p(100);
    for (std::size_t k = 2; k <= 5; ++k) {
      const Ball t = threshold(Route::optimum, k, 1, 1, p);
      const Ball g = degree_constant(Route::optimum, 1, t.midpoint(), p);
      RC_ASSERT(certainly(optimum_attained(g, t, p)) == (k <= 3));
    }
  });
  s.fact("arguments out of range are refused by name", [] {
    const Precision p(64);
    const auto refuses = [&](auto&& f, const char* text) { return throws_with<std::domain_error>(f, {text}); };
    RC_ASSERT(refuses([&] { static_cast<void>(threshold(Route::paper, 1, 1, 1, p)); }, "order: 1"));
    RC_ASSERT(refuses([&] { static_cast<void>(threshold(Route::paper, 9, 1, 1, p)); }, "order: 9"));
    RC_ASSERT(refuses([&] { static_cast<void>(threshold(Route::paper, 2, 0, 1, p)); }, "C: 0"));
    RC_ASSERT(refuses([&] { static_cast<void>(exponent(Route::taylor, 1, 65, 1, p)); }, "a: 65"));
    RC_ASSERT(refuses([&] { static_cast<void>(degree_constant(Route::optimum, 1, 0, p)); }, "kappa: 0"));
  });
  return s.finish();
}
